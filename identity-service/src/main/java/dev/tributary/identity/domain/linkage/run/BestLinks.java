package dev.tributary.identity.domain.linkage.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The best links found so far, at most so many for each record: a link stays if it is among the
 * best of both its ends. Whether it is does not depend on the order in which links come, but for
 * ends that are full of equally good ones.
 */
public final class BestLinks {

  /** Best first; among equals the earlier records. */
  private static final Comparator<Link> ORDER =
      Comparator.comparingDouble(Link::probability)
          .reversed()
          .thenComparingInt(Link::one)
          .thenComparingInt(Link::other);

  private final double floor;
  private final int mostOfOne;
  private final int most;
  private List<Link> links = new ArrayList<>();
  private long found;

  /**
   * None yet.
   *
   * @param floor probability from which a pair is a link
   * @param mostOfOne links that each record may have
   * @param most links that are held; where more are found the best stay
   */
  public BestLinks(double floor, int mostOfOne, int most) {
    this.floor = floor;
    this.mostOfOne = mostOfOne;
    this.most = most;
  }

  /** Takes a pair, if it is good enough. */
  public void add(int one, int other, double probability) {
    if (probability >= floor) {
      found++;
      links.add(new Link(one, other, probability));
      if (links.size() >= 2L * most) {
        links = best();
      }
    }
  }

  /** Pairs above the floor, those that had to give way included. */
  public long found() {
    return found;
  }

  /** The links, best first. */
  public List<Link> best() {
    links.sort(ORDER);
    var kept = new ArrayList<Link>();
    Map<Integer, Integer> ofEnd = new HashMap<>();
    for (var link : links) {
      if (kept.size() < most
          && ofEnd.getOrDefault(link.one(), 0) < mostOfOne
          && ofEnd.getOrDefault(link.other(), 0) < mostOfOne) {
        kept.add(link);
        ofEnd.merge(link.one(), 1, Integer::sum);
        ofEnd.merge(link.other(), 1, Integer::sum);
      }
    }
    return kept;
  }

  /** A pair of records by their places, and how likely they are one. */
  public record Link(int one, int other, double probability) {}
}
