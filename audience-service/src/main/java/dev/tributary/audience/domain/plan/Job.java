package dev.tributary.audience.domain.plan;

import dev.tributary.audience.domain.rule.Feature;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A backfill: features are computed from the history up to where each partition was when it heard
 * of it, while what comes after counts as it comes.
 *
 * @param number of the plan that it began with; names the generation of its features
 * @param computing the versions that wait for it, by rule id
 * @param features that it computes, by id
 * @param round 0 while the history is read; afterwards, how often it was asked whether any of what
 *     was read is still on its way from one partition to another
 */
public record Job(
    long number, Map<Long, Specified> computing, Map<Long, Feature> features, int round) {

  public Job {
    computing = Map.copyOf(computing);
    features = Map.copyOf(features);
  }

  Job inRound(int other) {
    return new Job(number, computing, features, other);
  }

  /** Without a version that nobody waits for any more, and the features that it alone asks for. */
  Job without(long rule) {
    var left = new LinkedHashMap<>(computing);
    left.remove(rule);
    var needed = new LinkedHashMap<Long, Feature>();
    left.values().forEach(version -> needed.putAll(version.features()));
    needed.keySet().retainAll(features.keySet());
    return new Job(number, left, needed, round);
  }
}
