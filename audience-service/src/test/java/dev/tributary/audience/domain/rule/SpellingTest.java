package dev.tributary.audience.domain.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'event':'A','where':'properties.n > 2','count':{'atLeast':2,'atMost':5},'within':'36h'}",
        "{'type':'page','count':{'exactly':0},'within':'14d'}",
        "{'event':'A','count':{'atMost':3},'between':{'atLeast':'90s','atMost':'2w'}}",
        "{'type':'identify'}",
        "{'event':'A','expiresAfter':'30m'}",
        "{'sequence':[{'event':'A'},{'not':{'event':'B','where':'properties.n = 1'},'within':'15m'},"
            + "{'type':'screen'}],'within':'30d'}",
        "{'account':{'trait':'plan','equals':'pro'}}",
        "{'entity':'households','none':{'trait':'size','gt':2}}",
        "{'audience':'other'}",
        "{'trait':'used','gt':{'trait':'limit'}}",
        "{'event':'A','property':'properties.n','gt':{'trait':'limit'},'within':'1d'}",
        "{'event':'A','property':'properties.items[].n','oneOf':{'trait':'wanted'},"
            + "'count':{'atLeast':2},'expiresAfter':'30m'}",
        "{'split':{'percent':12.5,'salt':'s'}}",
        "{'all':[{'trait':'t','equals':true},{'any':[{'trait':'t','notEquals':1},"
            + "{'not':{'trait':'t','exists':false}}]}]}",
        "{'all':[{'trait':'t','gt':1.5},{'trait':'t','gte':1},{'trait':'t','lt':1},"
            + "{'trait':'t','lte':1},{'trait':'t','contains':'x'},{'trait':'t','notContains':'x'},"
            + "{'trait':'t','startsWith':'x'},{'trait':'t','endsWith':'x'},"
            + "{'trait':'t','oneOf':['x',1]},{'trait':'t','noneOf':['x',1]}]}",
        "{'all':[{'trait':'t','before':'2026-01-31'},{'trait':'t','after':'2026-01-31T10:00:00Z'},"
            + "{'trait':'t','withinLast':'7d'},{'trait':'t','withinNext':'1h'},"
            + "{'trait':'t','beforeLast':'61s'},{'trait':'t','afterNext':'2m'}]}"
      })
  void isReadAsTheConditionThatItSpells(String text) {
    // Given
    var condition = read((Json.Obj) JsonText.parse(text.replace('\'', '"').getBytes(UTF_8)));

    // When
    var spelled = Spelling.of(condition);

    // Then
    assertThat(read(spelled)).isEqualTo(condition);
  }

  private static Condition read(Json.Obj who) {
    var checked = AudienceReader.read("a", 1, Json.object("who", who));
    assertThat(checked.problems()).isEmpty();
    return ((Checked.Valid<Rule.Audience>) checked).value().who();
  }
}
