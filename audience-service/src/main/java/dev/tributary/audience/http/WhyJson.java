package dev.tributary.audience.http;

import dev.tributary.audience.domain.engine.Why;
import dev.tributary.audience.domain.query.MembershipQueries.ProfileWhy;
import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.audience.domain.rule.Spelling;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import java.time.Instant;
import java.util.LinkedHashMap;

/**
 * {@code {profileId, audience, member, since?, linked, leftOut, why}}, where {@code why} is {@code
 * {condition, value?, holds}}, or {@code {all, holds}} and the like.
 */
final class WhyJson {

  private WhyJson() {}

  static byte[] of(ProfileWhy answer) {
    var why = answer.why();
    var fields = new LinkedHashMap<String, Json>();
    fields.put("profileId", Json.of(answer.profileId()));
    fields.put("audience", Json.of(why.audience()));
    fields.put("member", Json.of(why.member()));
    if (why.member()) {
      fields.put("since", Json.of(Instant.ofEpochMilli(why.sinceMillis()).toString()));
    }
    fields.put("linked", Json.of(why.linked()));
    fields.put("leftOut", Json.of(why.leftOut()));
    fields.put("why", of(why.who()));
    return JsonText.write(new Json.Obj(fields));
  }

  /** What joins others holds them in its place; what joins none is spelled as in the definition. */
  private static Json of(Why why) {
    var fields = new LinkedHashMap<String, Json>();
    switch (why.condition()) {
      case Condition.All _ -> fields.put("all", parts(why));
      case Condition.Any _ -> fields.put("any", parts(why));
      case Condition.Not _ -> fields.put("not", of(why.parts().getFirst()));
      default -> {
        fields.put("condition", Spelling.of(why.condition()));
        if (!(why.value() instanceof Json.Null)) {
          fields.put("value", why.value());
        }
      }
    }
    fields.put("holds", Json.of(why.holds()));
    return new Json.Obj(fields);
  }

  private static Json parts(Why why) {
    return new Json.Arr(why.parts().stream().map(WhyJson::of).toList());
  }
}
