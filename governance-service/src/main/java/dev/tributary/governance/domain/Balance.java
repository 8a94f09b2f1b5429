package dev.tributary.governance.domain;

/**
 * How many records ended how. {@code received = duplicate + quarantined + accepted} whenever no
 * record is being judged; {@code received} runs ahead by those that are.
 */
public record Balance(long received, long accepted, long quarantined, long duplicate) {

  /** Records taken up whose verdict is not counted yet; 0 when the stream is at rest. */
  public long open() {
    return received - accepted - quarantined - duplicate;
  }
}
