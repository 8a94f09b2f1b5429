package dev.tributary.governance.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.governance.domain.deduplication.Birth;
import dev.tributary.governance.domain.deduplication.MessageKey;
import dev.tributary.governance.domain.deduplication.SeenMessages;
import dev.tributary.governance.domain.deduplication.SeenMessagesContract;
import dev.tributary.governance.domain.deduplication.Sighting;
import dev.tributary.governance.domain.deduplication.Window;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentedDatabaseTest extends SeenMessagesContract {

  private static final RocksMemory MEMORY = new RocksMemory(16 << 20);

  @TempDir private Path directory;
  private SegmentedDatabase database;

  @BeforeEach
  void open() {
    database = open(WINDOW);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  protected SeenMessages seen() {
    return new DatabaseSeenMessages(database);
  }

  @Test
  void knowsAfterAFlushAndARestartWhatItKnewBefore() {
    // Given
    var message = MessageKey.of("shop", "hello");
    seen().remember(message, sighting(0, 1, 1_000));
    seen().remember(message, sighting(0, 2, WINDOW.length().toMillis() + 1_000));
    database.flush();
    database.close();

    // When
    database = open(WINDOW);

    // Then
    assertThat(seen().of(message)).hasSize(2);
  }

  @Test
  void knowsItUnderAnotherWindowToo() {
    // Given
    var message = MessageKey.of("shop", "hello");
    seen().remember(message, sighting(0, 1, 1_000));
    database.flush();
    database.close();

    // When
    database = open(new Window(Duration.ofDays(1), Duration.ZERO));
    seen().remember(message, sighting(0, 2, 2_000));

    // Then
    assertThat(seen().of(message))
        .containsExactlyInAnyOrder(sighting(0, 1, 1_000), sighting(0, 2, 2_000));
  }

  @Test
  void dropsWholeSegmentsOnceNobodyCanAskForThem() {
    // Given
    var step = WINDOW.kept().toMillis() / 50;

    // When
    for (int i = 0; i < 5_000; i++) {
      seen().remember(MessageKey.of("shop", "m" + i), sighting(0, i, i * step));
    }

    // Then
    assertThat(database.segmentCount()).isLessThanOrEqualTo(7);
    assertThat(seen().of(MessageKey.of("shop", "m0"))).isEmpty();
    assertThat(database.size()).isLessThan(100);
  }

  @Test
  void keepsDroppedSegmentsDroppedAfterARestart() {
    // Given
    seen().remember(MessageKey.of("shop", "old"), sighting(0, 1, 0));
    seen().remember(MessageKey.of("shop", "new"), sighting(0, 2, 10 * WINDOW.kept().toMillis()));
    database.flush();
    database.close();

    // When
    database = open(WINDOW);

    // Then
    assertThat(database.segmentCount()).isOne();
    assertThat(seen().of(MessageKey.of("shop", "new"))).hasSize(1);
  }

  private SegmentedDatabase open(Window window) {
    return SegmentedDatabase.open(directory, Segmentation.of(window), MEMORY);
  }

  @Test
  void readsBackEverySightingItWrites() {
    // Given
    var sighting = new Sighting(new Birth(11, 1L << 40), 1_800_000_000_000L);

    // When
    var bytes = SightingCodec.encode(sighting);

    // Then
    assertThat(SightingCodec.decode(bytes)).containsExactly(sighting);
    assertThat(SightingCodec.atMillis(bytes)).isEqualTo(sighting.atMillis());
    assertThat(SightingCodec.decode(null)).isEmpty();
  }
}
