/** The rules of Skilled Trades Ontario's portal page on account numbers, transfers and renewals. */
package ca.tradeshub.rules.portal;
