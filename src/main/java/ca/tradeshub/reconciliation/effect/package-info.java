// SPDX-License-Identifier: Apache-2.0
/** Loads the decisions in force, computes what verdicts change, and stores or previews it. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.reconciliation.effect;
