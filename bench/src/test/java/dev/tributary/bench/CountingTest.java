package dev.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CountingTest {

  private static final Wanted TWICE_ABOVE_TEN =
      new Wanted("above", "Order Completed", 1_000, Wanted.ANY, 2, 30);
  private static final Wanted ONCE_OF_CATEGORY =
      new Wanted("category", "Order Completed", Wanted.ANY, 3, 1, 30);

  private final Counting counting = new Counting(List.of(TWICE_ABOVE_TEN, ONCE_OF_CATEGORY), 3);

  @Test
  void countsAProfileOnceItHasAsManyEventsAsAreWanted() {
    counting.add(order(1, 1_001, 0), true);
    assertThat(counting.size(TWICE_ABOVE_TEN)).isZero();

    counting.add(order(1, 1_001, 0), true);
    counting.add(order(1, 1_001, 0), true);

    assertThat(counting.size(TWICE_ABOVE_TEN)).isEqualTo(1);
    assertThat(counting.members(TWICE_ABOVE_TEN)).containsExactly(ResolvedEvents.profileId(1));
  }

  @Test
  void leavesOutWhatAFilterOrAWindowLeavesOut() {
    counting.add(order(0, 1_000, 3), true);
    counting.add(order(1, 1_001, 3), false);
    counting.add(new Track(2, "Product Viewed", 0, 1_001, 3), true);

    assertThat(counting.size(TWICE_ABOVE_TEN)).isZero();
    assertThat(counting.members(ONCE_OF_CATEGORY)).containsExactly(ResolvedEvents.profileId(0));
    assertThat(counting.matches()).isEqualTo(1); // one, two and no filter passed
  }

  @Test
  void saysTheSameToTheServiceAndToADatabase() {
    assertThat(TWICE_ABOVE_TEN.who())
        .isEqualTo(
            "{event: 'Order Completed', where: 'properties.total > 10.00', count: {atLeast: 2},"
                + " within: 30d}");
    assertThat(TWICE_ABOVE_TEN.sql("total", "category"))
        .isEqualTo("event = 'Order Completed' AND total > 10.00");
    assertThat(ONCE_OF_CATEGORY.who()).contains("properties.category = \"c3\"");
    assertThat(ONCE_OF_CATEGORY.sql("total", "category")).endsWith("category = 'c3'");
  }

  private static Track order(int profile, int cents, int category) {
    return new Track(profile, "Order Completed", 0, cents, category);
  }
}
