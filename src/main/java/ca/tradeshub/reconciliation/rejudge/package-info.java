/** Judging stored records again under other rules or mapping sheets, previewed or run. */
@org.springframework.modulith.NamedInterface("rejudge")
package ca.tradeshub.reconciliation.rejudge;
