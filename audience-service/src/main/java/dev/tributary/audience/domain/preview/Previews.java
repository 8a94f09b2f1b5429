package dev.tributary.audience.domain.preview;

import dev.tributary.audience.domain.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Tells what an audience would be, without defining it. */
public interface Previews {

  /**
   * How large the audience would be now, and some of who would be in it. Soft links that only such
   * an audience would count are not.
   *
   * @throws dev.tributary.platform.domain.Unavailable while the replica cannot answer, or Kafka is
   *     away and its history is needed
   */
  Preview of(Rule.Audience unsaved);

  /**
   * What it would be.
   *
   * @param size of the audience
   * @param sample some of its members
   * @param historyFrom of events older than this moment, in milliseconds since the epoch, nothing
   *     was known though a window reaches further back; empty where all of them count
   */
  record Preview(Estimate size, List<Somebody> sample, OptionalLong historyFrom) {

    public Preview {
      sample = List.copyOf(sample);
    }
  }

  /** A profile with all names it has, by type. */
  record Somebody(String profileId, Map<String, List<String>> identifiers) {}
}
