/** Judging stored records again under other rules or mapping sheets, previewed or run. */
@org.springframework.modulith.NamedInterface("rejudge")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.reconciliation.rejudge;
