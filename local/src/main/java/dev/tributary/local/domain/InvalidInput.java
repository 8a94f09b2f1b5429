package dev.tributary.local.domain;

/** Something the user gave cannot be used. The message is for the user and says what to do. */
public final class InvalidInput extends RuntimeException {

  public InvalidInput(String message) {
    super(message);
  }
}
