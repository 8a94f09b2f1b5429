package dev.tributary.audience.domain.preview;

/**
 * How many of all profiles pass, as far as a random sample of them tells.
 *
 * @param members how many there are, most likely
 * @param least with 95 % confidence, as many as this, and no more than {@code most}
 * @param exact whether every profile was looked at, so that all three are the same
 * @param lookedAt how many profiles were looked at
 * @param profiles how many there are, about; exactly where {@code exact}
 */
public record Estimate(
    long members, long least, long most, boolean exact, long lookedAt, long profiles) {

  /** The 97.5th percentile of the normal distribution. */
  private static final double Z = 1.959964;

  /** Of a look at every profile. */
  public static Estimate ofAll(long passing, long profiles) {
    return new Estimate(passing, passing, passing, true, profiles, profiles);
  }

  /**
   * As {@link #ofSample}, where of some of those looked at it could not be told whether they pass:
   * they may be like the others, or all pass, or none.
   *
   * @param unknown how many of those looked at
   */
  public static Estimate ofSample(long passing, long unknown, long lookedAt, long profiles) {
    var asOthers = ofSample(passing, lookedAt - unknown, profiles);
    if (unknown == 0) {
      return asOthers;
    }
    long least = ofSample(passing, lookedAt, profiles).least();
    long most = ofSample(passing + unknown, lookedAt, profiles).most();
    long members = Math.clamp(asOthers.members(), least, most);
    return new Estimate(members, least, most, false, lookedAt, profiles);
  }

  /**
   * Of a look at some of them, by E. B. Wilson's score interval, which holds for rare things too:
   * of a sample in which nobody passes it says how many there may be all the same.
   *
   * @param profiles how many there are, about; at least as many as looked at
   * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson 1927</a>
   */
  public static Estimate ofSample(long passing, long lookedAt, long profiles) {
    if (lookedAt == 0) {
      return new Estimate(0, 0, profiles, profiles == 0, 0, profiles);
    }
    double n = lookedAt;
    double share = passing / n;
    double spread = Z * Z / n;
    double middle = (share + spread / 2) / (1 + spread);
    double half = Z * Math.sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread);
    return new Estimate(
        Math.round(share * profiles),
        Math.max(passing, (long) Math.floor(Math.max(0, middle - half) * profiles)),
        Math.min(
            profiles - (lookedAt - passing),
            (long) Math.ceil(Math.min(1, middle + half) * profiles)),
        false,
        lookedAt,
        profiles);
  }
}
