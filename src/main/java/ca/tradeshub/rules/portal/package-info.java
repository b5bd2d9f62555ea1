/** What Skilled Trades Ontario's portal page says of account numbers, transfers and renewals. */
package ca.tradeshub.rules.portal;
