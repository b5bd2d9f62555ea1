/** The legacy college's register: certificates of journeypersons and of apprentices who complete. */
package ca.tradeshub.generator.college;
