package dev.tributary.audience.domain.state;

/** A profile was written while it was read: what was read belongs to no one moment. */
public final class ChangedMeanwhile extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  public ChangedMeanwhile() {
    super("The profile changed while it was read");
  }
}
