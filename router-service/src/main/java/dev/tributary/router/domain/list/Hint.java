package dev.tributary.router.domain.list;

import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What calls for a list to be told of somebody.
 *
 * @param event as it came, with the id of a profile and the identifiers that it had then
 * @param profile the profile; whoever is called by no id where it is not known whose the
 *     identifiers are
 * @param then how it was called
 * @param who of whom the list is to be told because of it; more are found as they are looked up
 */
record Hint(Json.Obj event, Who profile, Member then, Set<Who> who) {

  static Hint of(Json.Obj event) {
    var id =
        event.field("profileId").orElse(Json.Null.VALUE) instanceof Json.Str(var text) ? text : "";
    var identifiers = new LinkedHashMap<String, List<String>>();
    if (event.field("identifiers").orElse(Json.Null.VALUE) instanceof Json.Obj(var types)) {
      types.forEach((type, values) -> identifiers.put(type, texts(values)));
    }
    var then = new Member(id, false, identifiers, Json.Obj.EMPTY);
    var profile = new Who.Profile(id);
    var who = new LinkedHashSet<Who>();
    if (id.isEmpty()) {
      then.names().forEach(name -> who.add(new Who.Bearer(name)));
    } else {
      who.add(profile);
    }
    return new Hint(event, profile, then, who);
  }

  private static List<String> texts(Json values) {
    var texts = new ArrayList<String>();
    if (values instanceof Json.Arr(var items)) {
      items.forEach(item -> {
        if (item instanceof Json.Str(var text)) {
          texts.add(text);
        }
      });
    }
    return texts;
  }
}
