// SPDX-License-Identifier: Apache-2.0
/** Reg. 1055 on certificates: how they are earned, by which route, and who is exempt by one. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.rules.reg1055.certificate;
