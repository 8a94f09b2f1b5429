package dev.tributary.ingest.domain.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.ingest.domain.bulk.Import.Format;
import dev.tributary.ingest.domain.bulk.Import.Progress;
import dev.tributary.ingest.domain.bulk.Importing.Taken;
import dev.tributary.ingest.domain.event.Limits;
import dev.tributary.ingest.domain.event.TakenEvent;
import dev.tributary.ingest.domain.event.Verdict;
import dev.tributary.ingest.domain.event.Verdict.Accepted;
import dev.tributary.ingest.domain.event.Verdict.Rejected;
import dev.tributary.ingest.domain.log.Appended;
import dev.tributary.ingest.domain.log.EventLog;
import dev.tributary.ingest.domain.log.Intake;
import dev.tributary.platform.domain.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImportingTest {

  private static final long NOW = Instant.parse("2026-11-28T12:00:00Z").toEpochMilli();
  private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-000000000001");

  private final Store store = new Store();
  private final Log log = new Log();
  private final Importing importing =
      new Importing(store, log, new Limits(32_768, 5_000), _ -> false, 1 << 25);

  @Test
  void takesEventsAsTheyWereWithTheTimesTheyHad() {
    // Given
    var file =
        """
        {"type":"track","event":"Old","userId":"u","messageId":"m-1","timestamp":"2020-01-02T03:04:05Z","sentAt":"2020-01-02T03:04:06Z"}

        {"type":"page","anonymousId":"a","originalTimestamp":"2019-05-05"}
        {"type":"page"}
        nonsense
        """;

    // When
    var taken = take(begin(Format.NDJSON), file, true);

    // Then
    assertThat(taken.progress()).isEqualTo(new Progress(bytes(file).length, 2, 2, true));
    assertThat(log.events).hasSize(4);
    assertThat(log.events.getFirst().messageId()).isEqualTo("m-1");
    assertThat(times()).startsWith("2020-01-02T03:04:05Z", "2019-05-05T00:00:00Z");
    assertThat(log.events.get(1).messageId())
        .isEqualTo("import-" + ID + "-" + file.indexOf("{\"type\":\"page\","));
  }

  @Test
  void takesRowsByTheirHeader() {
    // Given
    var file =
        "\uFEFF"
            + """
            type,userId,event,timestamp,properties.total:number,properties.gift:boolean,context.tags:json,traits.name\r
            track,u,Bought,2020-01-02,12.50,true,"[1,""a""]","Li, ""Bo""
            second line"\r
            track,u,Bought,2020-01-03,,,,\r
            track,u,Bought,2020-01-03,many,,,\r
            track,u,Bought,2020-01-03,1,maybe,,
            track,u,Bought,2020-01-03,1,,{,
            track,u,Bought,2020-01-03,1,,,,too long\
            """;

    // When
    var taken = take(begin(Format.CSV), file, true);

    // Then
    assertThat(taken.progress()).isEqualTo(new Progress(bytes(file).length, 2, 4, true));
    assertThat(payload(0))
        .isEqualTo(
            "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"Bought\",\"timestamp\":\"2020-01-02\",\"properties\":{\"total\":12.5,\"gift\":true},\"context\":{\"tags\":[1,\"a\"]},\"traits\":{\"name\":\"Li, \\\"Bo\\\"\\nsecond line\"}}");
    assertThat(payload(1)).doesNotContain("properties");
    assertThat(payload(2)).isEqualTo("track,u,Bought,2020-01-03,many,,,");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void comesToTheSameHoweverTheFileIsCutAndHoweverOftenItBreaksOff(long seed) {
    // Given
    var dice = new SplittableRandom(seed);
    boolean csv = dice.nextBoolean();
    var file = new StringBuilder(csv ? "type,userId,traits.note\n" : "");
    int lines = dice.nextInt(1, 1_500);
    for (int i = 0; i < lines; i++) {
      file.append(
          csv
              ? "identify,u" + i + ",\"a\nb" + "x".repeat(dice.nextInt(50)) + "\"\n"
              : "{\"type\":\"identify\",\"userId\":\"u" + i + "\"}\n");
    }
    var whole = bytes(file.toString());
    var known = begin(csv ? Format.CSV : Format.NDJSON);

    // When
    while (!known.progress().complete()) {
      int from = (int) known.progress().bytes();
      int to = Math.min(whole.length, from + dice.nextInt(200, 20_000));
      log.failing = dice.nextInt(10) == 0;
      store.forgetting = dice.nextInt(10) == 0;
      try {
        importing.take(known, from, Arrays.copyOfRange(whole, from, to), to == whole.length, NOW);
      } catch (Unavailable _) {
        // the client goes on where the import is
      }
      known = store.find(ID).orElseThrow();
    }

    // Then
    assertThat(known.progress().accepted()).isEqualTo(lines);
    assertThat(log.events.stream().map(event -> event.identifiers().userId()).distinct())
        .hasSize(lines);
    var idsOfUsers = new HashMap<String, String>();
    log.events.forEach(event ->
        idsOfUsers.merge(
            event.identifiers().userId(), event.messageId(), (a, b) -> a.equals(b) ? a : "two"));
    assertThat(idsOfUsers.values()).doesNotContain("two").doesNotHaveDuplicates();
  }

  static LongStream seeds() {
    return new SplittableRandom(42).longs(100);
  }

  @Test
  void refusesAPartThatDoesNotBeginWhereTheLastOneEnded() {
    // Given
    var known = take(begin(Format.NDJSON), "{\"type\":\"page\",\"userId\":\"u\"}\n", false);

    // Then
    assertThat(importing.take(known, 0, bytes("x\n"), false, NOW))
        .isEqualTo(new Taken.Elsewhere(known));
    var complete = take(known, "", true);
    assertThat(importing.take(complete, complete.progress().bytes(), bytes("x\n"), true, NOW))
        .isInstanceOf(Taken.Elsewhere.class);
  }

  @Test
  void refusesALineThatIsNoLine() {
    assertThat(
            importing.take(
                begin(Format.NDJSON), 0, new byte[Importing.MOST_LINE_BYTES + 1], false, NOW))
        .isInstanceOf(Taken.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({"'userId,,event'", "'userId:date'", "':number'"})
  void refusesAHeaderThatNamesNoFields(String header) {
    assertThat(importing.take(begin(Format.CSV), 0, bytes(header + "\n"), false, NOW))
        .isInstanceOf(Taken.Refused.class);
    assertThat(log.events).isEmpty();
  }

  @Test
  void aQuoteWithinAValueIsAQuote() {
    // When
    var taken =
        take(
            begin(Format.CSV),
            "type,userId,name\npage,u,5\" pipe\npage,v,\"a \"\"b\"\"\"\npage,w,x\n",
            true);

    // Then
    assertThat(taken.progress().accepted()).isEqualTo(3);
    assertThat(payload(0)).contains("5\\\" pipe");
    assertThat(payload(1)).contains("a \\\"b\\\"");
  }

  @Test
  void takesNoFileThatEndsWithinQuotes() {
    // When
    var known = begin(Format.CSV);
    var taken =
        importing.take(known, 0, bytes("type,userId\npage,u\npage,\"v\npage,w\n"), true, NOW);

    // Then
    assertThat(taken).isInstanceOf(Taken.Refused.class);
    assertThat(((Taken.Refused) taken).reason()).contains("byte 19");
  }

  @Test
  void saysSoWhereNothingCanBeStored() {
    log.failing = true;
    assertThatThrownBy(() -> take(begin(Format.NDJSON), "{}\n", true))
        .isInstanceOf(Unavailable.class);
    assertThat(store.find(ID).orElseThrow().progress()).isEqualTo(Progress.NONE);
  }

  private Import begin(Format format) {
    var begun = new Import(ID, "s", format, "", Progress.NONE);
    store.create(begun);
    return begun;
  }

  private Import take(Import known, String part, boolean last) {
    var taken = importing.take(known, known.progress().bytes(), bytes(part), last, NOW);
    assertThat(taken).isInstanceOf(Taken.Advanced.class);
    return ((Taken.Advanced) taken).now();
  }

  private List<String> times() {
    return log.events.stream()
        .map(event -> Instant.ofEpochMilli(event.timing().timestamp()).toString())
        .toList();
  }

  private String payload(int index) {
    return new String(log.events.get(index).payload().toBytes(), UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** Keeps imports; may forget to note that a part was taken, as a crash does. */
  private static final class Store implements ImportStore {

    private final Map<UUID, Import> imports = new HashMap<>();
    boolean forgetting;

    @Override
    public void create(Import begun) {
      imports.put(begun.id(), begun);
    }

    @Override
    public Optional<Import> find(UUID id) {
      return Optional.ofNullable(imports.get(id));
    }

    @Override
    public List<Import> of(String source) {
      return List.copyOf(imports.values());
    }

    @Override
    public boolean advance(Import before, Import after) {
      if (forgetting) {
        throw new Unavailable("away", null);
      }
      return imports.replace(before.id(), before, after);
    }
  }

  /** Keeps what is appended; may be away. */
  private static final class Log implements EventLog {

    private final List<TakenEvent> events = new ArrayList<>();
    boolean failing;

    @Override
    public boolean isOpen() {
      return !failing;
    }

    @Override
    public void append(Intake intake, Consumer<Appended> whenDone) {
      if (failing) {
        whenDone.accept(Appended.UNAVAILABLE);
        return;
      }
      for (Verdict verdict : intake.judged().verdicts()) {
        events.add(
            switch (verdict) {
              case Accepted(var event) -> event;
              case Rejected(var event, _) -> event;
            });
      }
      whenDone.accept(Appended.STORED);
    }
  }
}
