/**
 * Probabilistic links: which profiles are probably one customer, though no identifier says so. A
 * link is never a merge; it has a score, its evidence and an end.
 *
 * <p>The model is Fellegi and Sunter's ("A Theory for Record Linkage", JASA 64, 1969) as Splink
 * explains it (moj-analytical-services/splink, docs/topic_guides/theory/fellegi_sunter.md). Two
 * records are compared field by field; each comparison ends in a level, from equal to unlike. With
 * {@code m} the probability of a level among pairs of one customer, {@code u} among strangers, and
 * {@code lambda} the share of pairs that are one customer, the odds in bits are
 *
 * <pre>
 * M = log2(lambda / (1 - lambda)) + sum of log2(m / u) + rare + household
 * P = 2^M / (1 + 2^M)
 * </pre>
 *
 * <p>A field of which one record says nothing adds nothing. {@code rare} is the adjustment for term
 * frequency (Winkler 2000; Splink, topic_guides/comparisons/term-frequency.md): where both agree on
 * a value, its own frequency {@code f} takes the place of {@code u}, so {@code log2(u / f)} is
 * added.
 *
 * <p>{@code household} is the one departure. Fields are assumed independent, and for people who
 * live together they are not: surname, address, network and often telephone agree at once. So there
 * are three kinds of pairs, as Larsen and Rubin have them ("Iterative Automated Record Linkage
 * Using Mixture Models", JASA 96, 2001): one customer, two of a household, strangers. With {@code
 * h} the probability of a level in a household and {@code eta} its share of pairs,
 *
 * <pre>
 * household = log2(1 - lambda) - log2((1 - lambda - eta) + eta * product of h / u)
 * </pre>
 *
 * is what is taken off because a household would agree as well. What is personal, such as a given
 * name, has {@code h = u}; everything else is learnt.
 *
 * <p>{@code u} is counted in random pairs; {@code m}, {@code h}, {@code lambda} and {@code eta} are
 * learnt by expectation maximisation without any label. Devices of which nobody has said whose they
 * are go through the same machinery with other fields: the private networks they share, what they
 * visit and when.
 */
@NullMarked
package dev.tributary.identity.domain.linkage;

import org.jspecify.annotations.NullMarked;
