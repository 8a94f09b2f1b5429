package dev.tributary.identity.domain.linkage.run;

import dev.tributary.identity.domain.linkage.evaluation.Evaluation;
import dev.tributary.identity.domain.linkage.evaluation.Evaluator;
import dev.tributary.identity.domain.linkage.link.PromotionRule;
import dev.tributary.identity.domain.linkage.run.LinkSink.FoundLink;
import dev.tributary.identity.domain.linkage.run.Progress.Phase;
import dev.tributary.identity.domain.linkage.run.RunResult.MethodResult;
import dev.tributary.identity.domain.linkage.run.RunResult.Totals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything a run does, over ports. Holds the records in memory, at most so many, and of pairs
 * only those above the floor.
 */
public final class LinkageRun {

  /** Of these the graph is made, so that they would tell an evaluation the truth itself. */
  private static final Set<String> TOLD_BY_THE_GRAPH = Set.of("email", "phone", "device");

  private final RunSettings settings;
  private final Limits limits;
  private final int mostRecords;
  private final ObservationSource source;
  private final LinkSink sink;
  private final PromotionRule promotion;
  private final Progress progress;

  public LinkageRun(
      RunSettings settings,
      Limits limits,
      int mostRecords,
      ObservationSource source,
      LinkSink sink,
      PromotionRule promotion,
      Progress progress) {
    this.settings = settings;
    this.limits = limits;
    this.mostRecords = mostRecords;
    this.source = source;
    this.sink = sink;
    this.promotion = promotion;
    this.progress = progress;
  }

  /** Runs to the end. */
  public RunResult run() {
    var records = Records.ofProfiles(source, mostRecords, progress);
    var methods = new ArrayList<MethodResult>();
    for (var method : settings.methods()) {
      methods.add(link(method, records));
    }
    int forgotten = sink.forgetOthers(new HashSet<>(settings.methods()));
    // What the graph knows is measured before the run tells it more.
    var evaluations = settings.evaluate() ? evaluate() : List.<Evaluation>of();
    var promoted = promotion.promote(settings.promoteFrom(), progress);
    var totals = new Totals(records.all().size(), records.leftOut(), forgotten, promoted);
    return new RunResult(methods, evaluations, totals);
  }

  private MethodResult link(Method method, Records records) {
    var linkage = Linkage.of(method, records.all(), settings.without(), limits);
    var learnt = linkage.learn(settings.seed(), progress);
    var best = new BestLinks(settings.floor(), limits.mostLinks(), mostLinks());
    linkage.score(learnt.model(), progress, best::add);
    var links = best.best();
    long stored = 0;
    for (int start = 0; start < links.size(); start += LinkSink.CHUNK) {
      progress.at(Phase.WRITING, start);
      var chunk = new ArrayList<FoundLink>();
      for (var link : links.subList(start, Math.min(links.size(), start + LinkSink.CHUNK))) {
        var score = linkage.explain(learnt.model(), link.one(), link.other());
        chunk.add(
            new FoundLink(
                linkage.records().get(link.one()).id(),
                linkage.records().get(link.other()).id(),
                score));
      }
      stored += sink.write(method, chunk);
    }
    return new MethodResult(method, learnt, best.found(), stored);
  }

  private int mostLinks() {
    return (int) Math.min(5_000_000L, 10L * mostRecords);
  }

  /**
   * Each profile is taken apart into its anchors, and the methods are asked which of them are one;
   * once with everything, and once without what the graph itself was made of.
   */
  private List<Evaluation> evaluate() {
    var records = Records.ofAnchors(source, mostRecords, progress);
    var evaluations = new ArrayList<Evaluation>();
    for (var method : settings.methods()) {
      evaluations.add(evaluate(method, records, settings.without()));
      var blind = new HashSet<>(settings.without());
      blind.addAll(TOLD_BY_THE_GRAPH);
      if (method == Method.FELLEGI_SUNTER) {
        evaluations.add(evaluate(method, records, blind));
      }
    }
    return evaluations;
  }

  private Evaluation evaluate(Method method, Records records, Set<String> without) {
    return Evaluator.evaluate(
        method, records.all(), records.customerOf(), without, limits, settings.seed(), progress);
  }
}
