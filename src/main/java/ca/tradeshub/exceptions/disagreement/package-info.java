/** What an exception is about: the type, the values in disagreement, the comparison they come from and the money at stake. */
@org.springframework.modulith.NamedInterface("disagreement")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.exceptions.disagreement;
