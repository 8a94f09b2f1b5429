package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.plan.Specified;
import dev.tributary.audience.domain.rule.AudienceReader;
import dev.tributary.audience.domain.rule.ComputedTraitReader;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.json.JsonText;
import java.nio.charset.StandardCharsets;

/** Rules from specs as users write them; for tests that need good ones. */
final class Written {

  private Written() {}

  static Rule audience(String name, String spec) {
    return valid(AudienceReader.read(name, 1, JsonText.parseObject(utf8(spec))));
  }

  static Rule trait(String name, String spec) {
    return valid(ComputedTraitReader.read(name, 1, JsonText.parseObject(utf8(spec))));
  }

  /** A version of an audience or of a computed trait. */
  static Specified specified(boolean trait, String name, long version, String text) {
    var spec = JsonText.parseObject(utf8(text));
    return new Specified(
        trait
            ? valid(ComputedTraitReader.read(name, version, spec))
            : valid(AudienceReader.read(name, version, spec)),
        spec);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Rule valid(Checked<? extends Rule> checked) {
    return ((Checked.Valid<? extends Rule>) checked).value();
  }
}
