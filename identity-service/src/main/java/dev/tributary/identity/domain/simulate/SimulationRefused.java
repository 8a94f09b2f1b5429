package dev.tributary.identity.domain.simulate;

/** A simulation that cannot be done; the message says why, for a person. */
public final class SimulationRefused extends RuntimeException {

  SimulationRefused(String reason) {
    super(reason);
  }

  /** Why, for a person. */
  public String reason() {
    return getMessage() == null ? "" : getMessage();
  }
}
