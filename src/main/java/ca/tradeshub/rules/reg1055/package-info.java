/** R.R.O. 1990, Reg. 1055 under the Trades Qualification and Apprenticeship Act, in force to 2013-04-07. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.rules.reg1055;
