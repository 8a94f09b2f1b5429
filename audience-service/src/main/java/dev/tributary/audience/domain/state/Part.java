package dev.tributary.audience.domain.state;

/**
 * What the events of one anchor left in a profile. A merge puts the parts of two profiles side by
 * side, and a split takes some of them along, so that nothing ever has to be told apart that was
 * once added up.
 */
public final class Part {

  private long since;
  private int features;

  Part(long since, int features) {
    this.since = since;
    this.features = features;
  }

  /** The customer's version at which the anchor was last known to be this profile's. */
  public long since() {
    return since;
  }

  /** In how many features it left something. */
  int features() {
    return features;
  }

  void heard(long version) {
    since = Math.max(since, version);
  }

  void add(int more) {
    features += more;
  }
}
