package dev.tributary.identity.domain.outbox;

/** A record to be sent, of which nobody but its receivers understands the value. */
public final class Told {

  private final String topic;
  private final String key;
  private final byte[] value;

  public Told(String topic, String key, byte[] value) {
    this.topic = topic;
    this.key = key;
    this.value = value.clone();
  }

  /** Where to. */
  public String topic() {
    return topic;
  }

  /** The key, as text. */
  public String key() {
    return key;
  }

  /** A copy of the value. */
  public byte[] value() {
    return value.clone();
  }
}
