package dev.tributary.identity.domain.identifier;

import java.util.List;
import java.util.Set;

/** A place in an event where a value of an identifier may stand. */
public sealed interface Source {

  /**
   * What must stand in an event's text, each in one of its spellings, for this place to be there;
   * empty where the event's text need not be read for it.
   */
  List<Set<String>> signs();

  /** An id at the top of the call. A group's counts only where the call is {@code group}. */
  enum Envelope implements Source {
    USER_ID,
    ANONYMOUS_ID,
    GROUP_ID;

    @Override
    public List<Set<String>> signs() {
      return List.of();
    }
  }

  /**
   * A field of a part of the event.
   *
   * @param path the names that lead to it, each in all its spellings, the one to be tried first
   *     first
   */
  record Field(Part part, List<List<String>> path) implements Source {

    public Field {
      path = path.stream().map(List::copyOf).toList();
    }

    @Override
    public List<Set<String>> signs() {
      return part == Part.TRAITS ? List.of() : path.stream().map(Set::copyOf).toList();
    }
  }

  /** A field of {@code context.device}, where the device is of a platform. */
  record Device(Platform platform, DeviceField field) implements Source {

    @Override
    public List<Set<String>> signs() {
      return List.of(Set.of("device"), Set.of(field.fieldName()));
    }
  }

  /** The parts of an event that say something about its customer. */
  enum Part {
    /** Of an identify; it is always read. A group's traits are not its members'. */
    TRAITS,
    PROPERTIES,
    CONTEXT
  }

  /** What a device runs. */
  enum Platform {
    ANDROID,
    IOS;

    /** Whether an SDK means it by this name, in lower case. */
    public boolean isCalled(String name) {
      return switch (this) {
        case ANDROID -> name.equals("android");
        case IOS -> name.equals("ios") || name.equals("ipados") || name.equals("iphone os");
      };
    }
  }

  /** What is told of a device. */
  enum DeviceField {
    ID("id"),
    /** Counts only where {@code adTrackingEnabled} is true. */
    ADVERTISING_ID("advertisingId"),
    PUSH_TOKEN("token");

    private final String fieldName;

    DeviceField(String fieldName) {
      this.fieldName = fieldName;
    }

    public String fieldName() {
      return fieldName;
    }
  }
}
