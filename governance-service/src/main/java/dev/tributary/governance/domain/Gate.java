package dev.tributary.governance.domain;

import dev.tributary.governance.domain.deduplication.Birth;
import dev.tributary.governance.domain.deduplication.Deduplication;
import dev.tributary.governance.domain.deduplication.MessageKey;
import java.time.Instant;

/**
 * Judges one event at a time: first whether it is good, then whether it was let through before.
 *
 * <p>Only what is let through is remembered. So a message that was held back may be sent again with
 * the same id once it is mended, and every copy of a bad one is in quarantine.
 */
public final class Gate {

  private final Deduplication deduplication;

  public Gate(Deduplication deduplication) {
    this.deduplication = deduplication;
  }

  /**
   * The verdict on one record, which is remembered if it lets the record pass. The same record
   * asked again, as after a crash or in a replay, gets the same answer.
   *
   * @param birth where the record stands in {@code received}
   * @param now the time on this server's clock
   */
  public Verdict judge(Candidate candidate, Birth birth, Instant now) {
    var findings = EventRules.findings(candidate);
    if (!findings.isEmpty()) {
      return new Verdict.Quarantined(findings);
    }
    var key = MessageKey.of(candidate.source(), candidate.messageId());
    return switch (deduplication.admit(
        key, birth, candidate.receivedAtMillis(), now.toEpochMilli())) {
      case Deduplication.Passes _ -> new Verdict.Accepted();
      case Deduplication.Repeats(var first) -> new Verdict.Duplicate(first);
    };
  }
}
