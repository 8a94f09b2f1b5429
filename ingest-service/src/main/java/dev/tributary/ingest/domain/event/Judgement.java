package dev.tributary.ingest.domain.event;

import dev.tributary.ingest.domain.json.Slice;
import java.util.List;

/** What was decided about a request. */
public sealed interface Judgement {

  /** Refused as a whole; none of its events was looked at, none is kept. */
  record Refused(RejectionCode code, String message) implements Judgement {}

  /**
   * Each event judged alone.
   *
   * @param context what the batch shares with its events; empty where it shares none
   * @param integrations likewise
   * @param verdicts in the order of the events; at least one
   */
  record Judged(Slice context, Slice integrations, List<Verdict> verdicts) implements Judgement {

    public Judged {
      verdicts = List.copyOf(verdicts);
    }
  }
}
