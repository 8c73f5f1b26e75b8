// SPDX-License-Identifier: Apache-2.0
// Reads one line of a case.
package io.eightfold.lab.conformance.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words one after the other; the first decides. Thread: any, one owner. */
final class StepLine {
    /** How long an expected frame may take where the case says nothing. */
    private static final long WITHIN_MS = 1_000;
    /** How long nothing must come where the case says nothing. */
    private static final long NONE_MS = 300;
    private static final long BGP_WITHIN_MS = 5_000;
    private static final long MAX_MS = 60_000;
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(ms|s)");
    private static final String PORTS = "[A-D](,[A-D])*";
    private static final List<String> BGP_VERBS = List.of("connect", "tcp", "send", "announce", "withdraw", "expect", "close");
    private static final String FIRST_WORDS = "send, expect, wait, answer, bgp, whois, sweep, repeat, end";

    private final String place;
    private final Step.Place where;
    private final List<String> words;
    private int next;

    private StepLine(String place, int line, String text) {
        this.place = place;
        this.where = new Step.Place(line, text);
        this.words = List.of(text.split("\\s+"));
    }

    /** @throws ScriptException with the word that is wrong and what was expected */
    static Step parse(String place, int line, String text) {
        StepLine reader = new StepLine(place, line, text);
        Step step = reader.step();
        if (reader.next < reader.words.size()) {
            throw reader.wrong("the end of the line");
        }
        return step;
    }

    private Step step() {
        return switch (take(FIRST_WORDS)) {
            case "send" -> new Step.Send(where, port(), layers(false));
            case "expect" -> accept("none") ? none() : expect();
            case "wait" -> new Step.Wait(where, time());
            case "answer" -> answer();
            case "bgp" -> bgp();
            case "whois" -> whois();
            default -> {
                next--;
                throw wrong("one of " + FIRST_WORDS);
            }
        };
    }

    private Step expect() {
        List<String> ports = ports();
        long withinMs = accept("within") ? time() : WITHIN_MS;
        return new Step.Expect(where, ports, withinMs, layers(true));
    }

    private Step none() {
        require("on");
        List<String> ports = ports();
        long forMs = accept("for") ? time() : NONE_MS;
        return new Step.ExpectNone(where, ports, forMs, next < words.size() ? layers(true) : List.of());
    }

    private Step answer() {
        boolean isOn = accept("on");
        if (!isOn) {
            require("off");
        }
        return new Step.Answer(where, isOn, ports());
    }

    private Step bgp() {
        String verb = take("one of " + String.join(", ", BGP_VERBS));
        if (!BGP_VERBS.contains(verb)) {
            next--;
            throw wrong("one of " + String.join(", ", BGP_VERBS));
        }
        long withinMs = accept("within") ? time() : BGP_WITHIN_MS;
        List<String> plain = new ArrayList<>();
        Map<String, String> fields = new LinkedHashMap<>();
        while (next < words.size()) {
            String word = words.get(next++);
            int equals = word.indexOf('=');
            if (equals < 0) {
                plain.add(word);
            } else {
                fields.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return new Step.Bgp(where, verb, plain, BgpWords.check(place, verb, plain, fields), withinMs);
    }

    private Step whois() {
        List<String> question = new ArrayList<>();
        while (next < words.size() && !words.get(next).equals("expect")) {
            question.add(words.get(next++));
        }
        require("expect");
        boolean isWanted = !accept("no");
        List<String> part = new ArrayList<>(words.subList(next, words.size()));
        next = words.size();
        if (question.isEmpty() || part.isEmpty()) {
            throw new ScriptException(place + ": expected `whois QUESTION expect [no] TEXT`");
        }
        return new Step.Whois(where, String.join(" ", question), isWanted, String.join(" ", part));
    }

    private List<Layer> layers(boolean isPattern) {
        List<Layer> layers = new LayersText(place, isPattern).parse(words.subList(next, words.size()));
        next = words.size();
        return layers;
    }

    private String port() {
        String port = take("a port A to D");
        if (!port.matches("[A-D]")) {
            next--;
            throw wrong("a port A to D");
        }
        return port;
    }

    private List<String> ports() {
        String ports = take("ports such as A or B,C");
        if (!ports.matches(PORTS)) {
            next--;
            throw wrong("ports such as A or B,C");
        }
        return List.of(ports.split(","));
    }

    private long time() {
        Matcher matcher = TIME.matcher(take("a time such as 300ms"));
        long ms = matcher.matches() ? Long.parseLong(matcher.group(1)) * (matcher.group(2).equals("s") ? 1_000 : 1) : Long.MAX_VALUE;
        if (ms > MAX_MS) {
            next--;
            throw wrong("a time from 0ms to 60s such as 300ms");
        }
        return ms;
    }

    private boolean accept(String word) {
        boolean isThere = next < words.size() && words.get(next).equals(word);
        next += isThere ? 1 : 0;
        return isThere;
    }

    private void require(String word) {
        if (!accept(word)) {
            throw wrong("'" + word + "'");
        }
    }

    private String take(String expected) {
        if (next >= words.size()) {
            throw wrong(expected);
        }
        return words.get(next++);
    }

    private ScriptException wrong(String expected) {
        String seen = next < words.size() ? "'" + words.get(next) + "' at word " + (next + 1) : "the line ends after word " + words.size();
        return new ScriptException(place + ": " + seen + "; expected " + expected);
    }
}
