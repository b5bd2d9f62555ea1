// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.scenarios;

/**
 * A file as a sender drops it.
 *
 * @param sender the sender's account
 * @param control the text of the control file; null for a feed that has none
 */
record RenderedFile(String sender, String name, String content, String control) {}
