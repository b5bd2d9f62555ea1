// SPDX-License-Identifier: Apache-2.0
/** Reg. 1055 on the renewal of certificates and on the fees of s. 27. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.rules.reg1055.renewal;
