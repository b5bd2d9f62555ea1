/** The rules of Skilled Trades Ontario's portal page on account numbers, transfers and renewals. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.rules.portal;
