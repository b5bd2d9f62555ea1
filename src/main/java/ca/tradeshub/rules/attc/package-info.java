/** The Apprenticeship Training Tax Credit: its rules and the computation of a claim (Taxation Act, 2007 s. 89). */
@org.springframework.modulith.NamedInterface("attc")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.rules.attc;
