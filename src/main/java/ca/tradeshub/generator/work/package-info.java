/** At work: trades, employers, their taxation years and pay runs, and the careers of apprentices. */
package ca.tradeshub.generator.work;
