package dev.tributary.identity.domain.graph;

import java.util.List;

/**
 * What became of one event.
 *
 * @param setAside stable codes of what could not be used of it, one for each thing
 */
public record Resolution(Decision decision, Outcome outcome, List<String> setAside) {

  public Resolution {
    setAside = List.copyOf(setAside);
  }

  /** Which way the decision was made. Closed: each resolved event ends in exactly one. */
  public enum Outcome {
    /** Nobody had its identifiers: a new profile. */
    CREATED("created"),
    /** One profile had them. */
    MATCHED("matched"),
    /** It joined several profiles. */
    MERGED("merged"),
    /** It was decided before, and the same decision holds. */
    REPLAYED("replayed"),
    /** It names nobody: it stands alone under a profile id of its own, and nothing is stored. */
    UNIDENTIFIED("unidentified");

    private final String code;

    Outcome(String code) {
      this.code = code;
    }

    /** Stable across releases. */
    public String code() {
      return code;
    }
  }
}
