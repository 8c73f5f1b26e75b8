// SPDX-License-Identifier: Apache-2.0
// Carries out a case.
package io.eightfold.lab.conformance.tester;

import io.eightfold.host.link.LinkException;
import io.eightfold.lab.conformance.frame.Frame;
import io.eightfold.lab.conformance.frame.FrameMatch;
import io.eightfold.lab.conformance.script.Case;
import io.eightfold.lab.conformance.script.Layer;
import io.eightfold.lab.conformance.script.Round;
import io.eightfold.lab.conformance.script.Step;
import io.eightfold.lab.process.LabException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** A round ends with its first failure; the others go on, up to a few. Thread: session, one owner. */
public final class CaseRun {
    private static final int MAX_FAILURES = 5;
    private final Tester tester;
    private final Function<String, String> registry;
    private final List<String> notes = new ArrayList<>();
    private List<Observed> observed = List.of();
    private BgpPeer peer;
    private Frame sent;
    /** How many frames there were when the round began. */
    private int seenBefore;

    /** @param registry answers a text question; null if there is none */
    public CaseRun(Tester tester, Function<String, String> registry) {
        this.tester = tester;
        this.registry = registry;
    }

    /**
     * From the first line to the last.
     *
     * @param seed of what the case leaves to chance; the same gives the same frames
     */
    public CaseResult run(Case what, long seed) {
        long startNs = System.nanoTime();
        observed = tester.begin(seed);
        peer = new BgpPeer(tester, notes);
        List<String> failures = new ArrayList<>();
        try {
            for (Round round : what.rounds()) {
                round(round).ifPresent(failures::add);
                if (failures.size() >= MAX_FAILURES) {
                    failures.add("given up after " + MAX_FAILURES + " failed rounds of " + what.rounds().size());
                    break;
                }
            }
        } finally {
            peer.close();
        }
        CaseResult.Verdict passed = what.about().deviation().isEmpty() ? CaseResult.Verdict.PASS : CaseResult.Verdict.DEVIATION;
        return new CaseResult(what, failures.isEmpty() ? passed : CaseResult.Verdict.FAIL, String.join("\n", failures), what.rounds().size(),
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs), observed, notes);
    }

    private Optional<String> round(Round round) {
        seenBefore = observed.size();
        for (Step step : round.steps()) {
            try {
                step(step);
            } catch (StepFailure e) {
                return Optional.of(where(round, step) + e.getMessage());
            } catch (LinkException e) {
                throw new LabException("the tester's port failed: " + e.getMessage(), e);
            } catch (RuntimeException e) {
                // What a router sends may be anything; a tester that cannot read it must not take the other cases with it.
                return Optional.of(where(round, step) + "the tester cannot make sense of what came: " + e);
            }
        }
        return Optional.empty();
    }

    private static String where(Round round, Step step) {
        return (round.label().isEmpty() ? "" : round.label() + ": ") + "line " + step.place().line() + " `" + step.place().text() + "`: ";
    }

    private void step(Step step) {
        switch (step) {
            case Step.Send send -> sent = tester.send(send.port(), send.layers(), "line " + send.place().line() + ": sent");
            case Step.Expect expect -> expect(expect);
            case Step.ExpectNone none -> none(none);
            case Step.Wait wait -> tester.await(wait.ms(), () -> false);
            case Step.Answer answer -> answer.ports().forEach(port -> tester.answering(port, answer.isOn()));
            case Step.Bgp bgp -> peer.step(bgp);
            case Step.Whois whois -> whois(whois);
        }
    }

    private void expect(Step.Expect step) {
        if (!tester.await(step.withinMs(), () -> find(step.ports(), step.layers()).isPresent())) {
            throw new StepFailure("nothing within " + step.withinMs() + " ms; " + nearest(step));
        }
        find(step.ports(), step.layers()).orElseThrow().claim("line " + step.place().line() + ": as expected");
    }

    private Optional<Observed> find(List<String> ports, List<Layer> layers) {
        return open(ports).filter(seen -> FrameMatch.difference(layers, seen.frame(), sent).isEmpty()).findFirst();
    }

    /** Frames that no step has taken. */
    private java.util.stream.Stream<Observed> open(List<String> ports) {
        return observed.stream().filter(seen -> !seen.isClaimed() && ports.contains(seen.frame().port()));
    }

    /** What helps to see why: the frame of this round that is most like the one expected, also at another port, and in what it differs. */
    private String nearest(Step.Expect step) {
        List<Observed> received = observed.stream().skip(seenBefore).filter(seen -> !seen.isClaimed() && !seen.frame().isTcpOfIpv4()).toList();
        ToIntFunction<Observed> closeness = seen -> FrameMatch.closeness(step.layers(), seen.frame(), sent);
        // Of equal ones one at the right port, and then the last.
        Optional<Observed> closest = received.stream().filter(seen -> closeness.applyAsInt(seen) > 0)
            .reduce((best, next) -> closeness.applyAsInt(next) > closeness.applyAsInt(best)
                || closeness.applyAsInt(next) == closeness.applyAsInt(best) && (isAt(step, next) || !isAt(step, best)) ? next : best);
        if (closest.isEmpty()) {
            long there = received.stream().filter(seen -> isAt(step, seen)).count();
            return there == 0 ? "no frame there at all" : "none like it there or at another port; " + there + (there == 1 ? " frame" : " frames") + " of another kind there";
        }
        Observed seen = closest.get();
        seen.cite("line " + step.place().line() + ": the closest to what was expected");
        String difference = FrameMatch.difference(step.layers(), seen.frame(), sent).map(text -> text + " in ").orElse("");
        return (isAt(step, seen) ? "the closest there: " : difference.isEmpty() ? "it came to " + seen.frame().port() + " instead: "
            : "the closest came to " + seen.frame().port() + ": ") + difference + seen.frame();
    }

    private static boolean isAt(Step.Expect step, Observed seen) {
        return step.ports().contains(seen.frame().port());
    }

    private void none(Step.ExpectNone step) {
        tester.await(step.forMs(), () -> false);
        Optional<Observed> unwanted = open(step.ports()).filter(seen -> step.layers().isEmpty() ? seen.frame().isIp() && !seen.frame().isTcpOfIpv4()
            : FrameMatch.difference(step.layers(), seen.frame(), sent).isEmpty()).findFirst();
        if (unwanted.isPresent()) {
            unwanted.get().cite("");
            unwanted.get().claim("line " + step.place().line() + ": not expected");
            throw new StepFailure("came nevertheless: " + unwanted.get().frame());
        }
    }

    private void whois(Step.Whois step) {
        String answer = registry.apply(step.question());
        notes.add("whois " + step.question() + "\n" + answer.strip());
        if (answer.isBlank()) {
            throw new StepFailure("the registry does not answer");
        }
        if (answer.contains(step.part()) != step.isWanted()) {
            throw new StepFailure("the answer has " + (step.isWanted() ? "no " : "") + "'" + step.part() + "': " + answer.strip());
        }
    }
}
