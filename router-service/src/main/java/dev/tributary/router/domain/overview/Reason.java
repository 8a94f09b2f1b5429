package dev.tributary.router.domain.overview;

/**
 * A fate, and why.
 *
 * @param code empty where the fate says it all; without control characters, {@value #LONGEST}
 *     characters at most
 */
public record Reason(Fate fate, String code) {

  static final int LONGEST = 80;

  public Reason {
    code = Sample.plain(code, LONGEST);
  }
}
