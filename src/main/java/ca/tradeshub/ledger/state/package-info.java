// SPDX-License-Identifier: Apache-2.0
/** Changes of the states of records, with what follows from them: the balance, open files, responses to senders. */
@org.springframework.modulith.NamedInterface("state")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.ledger.state;
