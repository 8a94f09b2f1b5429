package dev.tributary.identity.definitions.rules;

import dev.tributary.identity.domain.rules.RulesReader;
import dev.tributary.platform.definitions.OwnedKind;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Identity rules: what is wrong with a spec. An installation has one set of them. */
@ApplicationScoped
class IdentityRulesKind implements OwnedKind {

  /** The name of the only set of rules. */
  static final String NAME = "default";

  private final RulesReader reader;

  IdentityRulesKind(RulesReader reader) {
    this.reader = reader;
  }

  @Override
  public Kind kind() {
    return Kind.IDENTITY_RULES;
  }

  @Override
  public List<Violation> validate(String name, Json.Obj spec) {
    var violations = new ArrayList<Violation>();
    if (!name.equals(NAME)) {
      violations.add(
          new Violation(
              "metadata.name",
              "is not " + NAME + ": there is one set of identity rules, which has that name"));
    }
    violations.addAll(reader.read(spec).problems());
    return violations;
  }
}
