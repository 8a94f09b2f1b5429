package dev.tributary.governance.domain;

import dev.tributary.governance.domain.deduplication.Birth;
import java.util.List;

/**
 * What the gate decided. Closed on purpose: a new outcome is handled everywhere or nothing
 * compiles.
 */
public sealed interface Verdict {

  /** Fit for everybody downstream. */
  record Accepted() implements Verdict {}

  /**
   * Kept aside for a person to look at.
   *
   * @param findings everything wrong with it, at least one; the first decides the code
   */
  record Quarantined(List<Finding> findings) implements Verdict {

    public Quarantined {
      findings = List.copyOf(findings);
      if (findings.isEmpty()) {
        throw new IllegalArgumentException("A record is quarantined for a reason");
      }
    }

    public Quarantined(Finding finding) {
      this(List.of(finding));
    }

    public String code() {
      return findings.getFirst().code();
    }
  }

  /**
   * The same message was sent before, within the window.
   *
   * @param of the record that was let through
   */
  record Duplicate(Birth of) implements Verdict {}
}
