package dev.tributary.identity.domain.linkage.blocking;

import dev.tributary.identity.domain.linkage.blocking.Blocks.Oversize;
import dev.tributary.identity.domain.linkage.record.LinkageRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The union of the pairs of several rules' blocks, each pair once, never held in memory. A block
 * that is too large is skipped and counted: what thousands have in common says little.
 */
public final class CandidatePairs {

  private final List<BlockingRule> rules;
  private final List<Blocks> blocks;
  private final List<Set<Long>> oversize;
  private final int largestBlock;

  private CandidatePairs(List<BlockingRule> rules, List<Blocks> blocks, int largestBlock) {
    this.rules = List.copyOf(rules);
    this.blocks = blocks;
    this.largestBlock = largestBlock;
    this.oversize = new ArrayList<>();
    for (var ofRule : blocks) {
      var keys = new HashSet<Long>();
      ofRule.forEach((key, start, end) -> {
        if (end - start > largestBlock) {
          keys.add(key);
        }
      });
      oversize.add(keys);
    }
  }

  /**
   * Makes the blocks.
   *
   * @param largestBlock records that a block may have
   * @param mostPairs pairs that all blocks together may have: the largest blocks go until it holds
   */
  public static CandidatePairs of(
      List<BlockingRule> rules, List<LinkageRecord> records, int largestBlock, long mostPairs) {
    var blocks = rules.stream().map(rule -> Blocks.of(rule, records)).toList();
    return new CandidatePairs(rules, blocks, affordable(blocks, largestBlock, mostPairs));
  }

  private static int affordable(List<Blocks> blocks, int largestBlock, long mostPairs) {
    long[] pairsOfSize = new long[largestBlock + 1];
    for (var ofRule : blocks) {
      ofRule.forEach((_, start, end) -> {
        int size = end - start;
        if (size <= largestBlock) {
          pairsOfSize[size] += pairs(size);
        }
      });
    }
    long all = 0;
    int size = 1;
    while (size < largestBlock && all + pairsOfSize[size + 1] <= mostPairs) {
      size++;
      all += pairsOfSize[size];
    }
    return size;
  }

  /** Visits each pair once, in an order that depends on the records alone. */
  public void forEach(PairVisitor visitor) {
    for (int rule = 0; rule < blocks.size(); rule++) {
      visit(rule, visitor);
    }
  }

  private void visit(int rule, PairVisitor visitor) {
    var ofRule = blocks.get(rule);
    ofRule.forEach((key, start, end) -> {
      if (end - start > largestBlock) {
        return;
      }
      for (int i = start; i < end; i++) {
        for (int j = i + 1; j < end; j++) {
          int one = ofRule.record(i);
          int other = ofRule.record(j);
          if (isFirst(rule, key, one, other)) {
            visitor.pair(one, other);
          }
        }
      }
    });
  }

  /** Whether no rule before, and no key before of this one, brings the two together. */
  private boolean isFirst(int rule, long key, int one, int other) {
    for (int before = 0; before < rule; before++) {
      if (blocks.get(before).firstInCommon(one, other, small(before)) >= 0) {
        return false;
      }
    }
    return blocks.get(rule).firstInCommon(one, other, small(rule)) == key;
  }

  private Oversize small(int rule) {
    var keys = oversize.get(rule);
    return keys.isEmpty() ? _ -> false : keys::contains;
  }

  /** What each rule made of the records. */
  public List<RuleCounts> counts() {
    var counts = new ArrayList<RuleCounts>();
    for (int rule = 0; rule < rules.size(); rule++) {
      long[] blocksAndPairs = new long[2];
      blocks
          .get(rule)
          .forEach((_, start, end) -> {
            if (end - start <= largestBlock) {
              blocksAndPairs[0]++;
              blocksAndPairs[1] += pairs(end - start);
            }
          });
      counts.add(
          new RuleCounts(
              rules.get(rule).name(),
              blocksAndPairs[0],
              blocksAndPairs[1],
              oversize.get(rule).size()));
    }
    return counts;
  }

  /** Records that a block has at most, after all pairs had to be afforded. */
  public int largestBlock() {
    return largestBlock;
  }

  private static long pairs(long size) {
    return size * (size - 1) / 2;
  }

  /** Sees a pair, by the records' places in their list. */
  public interface PairVisitor {
    void pair(int one, int other);
  }

  /**
   * Counts of one rule.
   *
   * @param pairs those of its blocks, before the ones that an earlier rule brings are left out
   * @param oversize blocks that were skipped for their size
   */
  public record RuleCounts(String rule, long blocks, long pairs, long oversize) {}
}
