package dev.tributary.identity.domain.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityReaderTest {

  @Test
  void readsKeysAndBounds() {
    // When
    var checked =
        read(
            "households",
            "{'derive':{'keys':[['traits.address.street','traits.zip'],['traits.familyId']],"
                + "'atLeast':2,'atMost':6}}");

    // Then
    var street = new TraitPath("address", List.of("street"));
    var zip = new TraitPath("zip", List.of());
    var family = new TraitPath("familyId", List.of());
    assertThat(checked)
        .isEqualTo(
            new Checked.Valid<EntityRule>(
                new EntityRule.Derived(
                    "households",
                    List.of(new KeyRule(List.of(street, zip)), new KeyRule(List.of(family))),
                    2,
                    6)));
  }

  @Test
  void letsAccountsBeWrittenDown() {
    assertThat(read("accounts", "{'from':{'group':true}}"))
        .isEqualTo(new Checked.Valid<EntityRule>(new EntityRule.Grouped("accounts")));
  }

  @Test
  void takesOneWayOnly() {
    var both = "{'from':{'group':true},'derive':{'keys':[['traits.a']]}}";

    assertThat(read("h", both).problems()).extracting(Violation::path).contains("spec");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          h        | {}                                                        | spec
          h        | {'from':{'group':true}}                                   | spec.from
          accounts | {'from':{'group':false}}                                  | spec.from.group
          accounts | {'from':{}}                                               | spec.from.group
          accounts | {'derive':{'keys':[['traits.a']]}}                        | spec.derive
          users    | {'derive':{'keys':[['traits.a']]}}                        | metadata.name
          h        | {'derive':{}}                                             | spec.derive.keys
          h        | {'derive':{'keys':[]}}                                    | spec.derive.keys
          h        | {'derive':{'keys':'traits.a'}}                            | spec.derive.keys
          h        | {'derive':{'keys':[[]]}}                                  | spec.derive.keys[0]
          h        | {'derive':{'keys':['traits.a']}}                          | spec.derive.keys[0]
          h        | {'derive':{'keys':[['a']]}}                               | spec.derive.keys[0][0]
          h        | {'derive':{'keys':[['traits']]}}                          | spec.derive.keys[0][0]
          h        | {'derive':{'keys':[['traits.a..b']]}}                     | spec.derive.keys[0][0]
          h        | {'derive':{'keys':[['properties.a']]}}                    | spec.derive.keys[0][0]
          h        | {'derive':{'keys':[[7]]}}                                 | spec.derive.keys[0][0]
          h        | {'derive':{'keys':[['traits.a','traits.a']]}}             | spec.derive.keys[0][1]
          h        | {'derive':{'keys':[['traits.a'],['traits.a']]}}           | spec.derive.keys[1]
          h        | {'derive':{'keys':[['traits.a']],'atMost':0}}             | spec.derive.atMost
          h        | {'derive':{'keys':[['traits.a']],'atMost':101}}           | spec.derive.atMost
          h        | {'derive':{'keys':[['traits.a']],'atMost':'many'}}        | spec.derive.atMost
          h        | {'derive':{'keys':[['traits.a']],'atLeast':3,'atMost':2}} | spec.derive.atLeast
          h        | {'derive':{'keys':[['traits.a']],'most':3}}               | spec.derive.most
          """)
  void namesThePathOfWhatIsWrong(String name, String spec, String path) {
    assertThat(read(name, spec).problems()).extracting(Violation::path).containsExactly(path);
  }

  private static Checked<EntityRule> read(String name, String spec) {
    var json = spec.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return EntityReader.read(name, JsonText.parseObject(json));
  }
}
