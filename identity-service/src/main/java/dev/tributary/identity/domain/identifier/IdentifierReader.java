package dev.tributary.identity.domain.identifier;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Collects the identifiers of one event. One that cannot be used is set aside with a stable code
 * and never stops the others. Not thread-safe; one reader reads one event.
 */
public final class IdentifierReader {

  /** More identifiers than this in one event are set aside, lowest priority first. */
  public static final int MAX_PER_EVENT = 50;

  private final TreeSet<Identifier> identifiers = new TreeSet<>();
  private final List<String> setAside = new ArrayList<>();

  /** Takes one value; an empty one is as good as none. */
  public void read(IdentifierType type, String value) {
    if (value.isEmpty()) {
      return;
    }
    if (BlockedValues.contain(value)) {
      setAside.add("identifier_blocked");
      return;
    }
    try {
      identifiers.add(new Identifier(type, value));
    } catch (InvalidValue _) {
      setAside.add("identifier_invalid");
    }
    if (identifiers.size() > MAX_PER_EVENT) {
      identifiers.removeLast();
      setAside.add("identifiers_too_many");
    }
  }

  /** Takes the items of {@code context.externalIds} that carry all four fields as Segment asks. */
  public void readExternalIds(Json externalIds) {
    if (!(externalIds instanceof Json.Arr(var items))) {
      setAside.add("external_id_invalid");
      return;
    }
    for (var item : items) {
      if (item instanceof Json.Obj fields
          && text(fields, "collection").equals("users")
          && text(fields, "encoding").equals("none")
          && !text(fields, "id").isEmpty()) {
        readTyped(text(fields, "type"), text(fields, "id"));
      } else {
        setAside.add("external_id_invalid");
      }
    }
  }

  /** Takes the value of a field that may hold an e-mail address. */
  public void readEmail(Json value) {
    switch (value) {
      case Json.Str(var address) -> read(IdentifierType.EMAIL, address);
      case Json.Null _ -> {}
      case Json.Obj _, Json.Arr _, Json.Num _, Json.Bool _ -> setAside.add("identifier_invalid");
    }
  }

  /** All usable ones, highest priority first. */
  public SortedSet<Identifier> identifiers() {
    return identifiers;
  }

  /** Why others were not. */
  public List<String> setAside() {
    return setAside;
  }

  private void readTyped(String typeName, String value) {
    try {
      read(new IdentifierType(typeName), value);
    } catch (InvalidValue _) {
      setAside.add("external_id_invalid");
    }
  }

  private static String text(Json.Obj object, String name) {
    return object.field(name).orElse(Json.Null.VALUE) instanceof Json.Str(var text) ? text : "";
  }
}
