// SPDX-License-Identifier: Apache-2.0
// Reads a line of a client.
package io.eightfold.whois8.server.text;

import io.eightfold.wire.address.AddressParseException;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Flags are those of the RIPE database: single letters, several may share a word ({@code -rBT route}), or long words. Those that mean nothing here
 * are taken and change nothing. One line, one parser. Thread: session.
 */
final class QueryParser {
    private static final Pattern ASN = Pattern.compile("(?:as)?([0-9]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern HANDLE = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,31}");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern BLANKS = Pattern.compile("[\\s\u00a0]+");
    private static final long MAX_ASN = 0xFFFF_FFFFL;
    private static final int MAX_ASN_DIGITS = 10;
    private static final int MAX_SHOWN = 64;
    /** Letters of stock clients that mean nothing here: related objects, filters and brief forms are of objects that WHOIS8 does not have. */
    private static final String MEANINGLESS = "abcdBCFGHIrRSzA";
    private static final String ROUTE8 = "route8";

    private final Deque<String> words = new ArrayDeque<>();
    private final List<String> keys = new ArrayList<>();
    private final Set<String> types = new HashSet<>();
    private final Set<String> sources = new HashSet<>();
    private final List<String> ignored = new ArrayList<>();
    private Query.Scope scope = Query.Scope.EXACT_OR_COVERING;
    private Query.Subject subject;
    private String inverse;
    private boolean isKeptOpen;
    private boolean isKeysOnly;
    private boolean isAllSources;

    private QueryParser(final String line) {
        Arrays.stream(BLANKS.split(line)).filter(word -> !word.isEmpty()).forEach(words::add);
    }

    static Query parse(final String line) throws QueryException {
        return new QueryParser(line).read();
    }

    private Query read() throws QueryException {
        while (!words.isEmpty()) {
            final String word = words.poll();
            if (word.equals("--")) {
                keys.addAll(words);
                words.clear();
            } else if (word.startsWith("--")) {
                longFlag(word);
            } else if (word.startsWith("-") && word.length() > 1) {
                letters(word);
            } else {
                keys.add(word);
            }
        }
        if (subject == null && !keys.isEmpty()) {
            subject = inverse == null ? subject() : inverse();
        }
        if (isAllSources) {
            sources.clear();
        }
        return new Query(subject, scope, isKeptOpen, isKeysOnly, Set.copyOf(types), Set.copyOf(sources), List.copyOf(ignored));
    }

    private void letters(final String word) throws QueryException {
        for (int i = 1; i < word.length(); i++) {
            final char letter = word.charAt(i);
            if ("TisqVtvg".indexOf(letter) >= 0) {
                withArgument(letter, i + 1 < word.length() ? word.substring(i + 1) : argument("-" + letter));
                return;
            }
            letter(letter);
        }
    }

    private void letter(final char letter) {
        switch (letter) {
            case 'x' -> scope = Query.Scope.EXACT;
            case 'l' -> scope = Query.Scope.ONE_LESS;
            case 'L' -> scope = Query.Scope.ALL_LESS;
            case 'm' -> scope = Query.Scope.ONE_MORE;
            case 'M' -> scope = Query.Scope.ALL_MORE;
            case 'K' -> isKeysOnly = true;
            case 'k' -> isKeptOpen = true;
            case 'a' -> isAllSources = true;
            default -> {
                if (MEANINGLESS.indexOf(letter) < 0) {
                    ignored.add("-" + letter);
                }
            }
        }
    }

    private void withArgument(final char letter, final String argument) {
        switch (letter) {
            case 'T' -> COMMA.splitAsStream(argument).map(QueryParser::type).forEach(types::add);
            case 'i' -> inverse = argument.toLowerCase(Locale.ROOT);
            case 's' -> COMMA.splitAsStream(argument.toLowerCase(Locale.ROOT)).filter(source -> !source.isEmpty()).forEach(sources::add);
            case 'q' -> subject = new Query.Info(argument.toLowerCase(Locale.ROOT));
            case 't', 'v' -> subject = new Query.Template(type(argument));
            // -V names the client, -g asks for updates of a mirror: the feed is there for that.
            default -> { }
        }
    }

    private void longFlag(final String word) throws QueryException {
        switch (word) {
            case "--exact" -> letter('x');
            case "--one-less" -> letter('l');
            case "--all-less" -> letter('L');
            case "--one-more" -> letter('m');
            case "--all-more" -> letter('M');
            case "--primary-keys" -> letter('K');
            case "--persistent-connection" -> letter('k');
            case "--all-sources" -> letter('a');
            case "--select-types" -> withArgument('T', argument(word));
            case "--inverse" -> withArgument('i', argument(word));
            case "--sources" -> withArgument('s', argument(word));
            case "--template", "--verbose" -> withArgument('t', argument(word));
            case "--client" -> argument(word);
            case "--version" -> subject = new Query.Info("version");
            case "--types" -> subject = new Query.Info("types");
            case "--list-sources" -> subject = new Query.Info("sources");
            default -> ignored.add(shown(word));
        }
    }

    private String argument(final String flag) throws QueryException {
        final String argument = words.poll();
        if (argument == null) {
            throw new QueryException(TextError.BAD_OPTION, flag + " needs a word behind it; ask for help");
        }
        return argument;
    }

    private static String type(final String word) {
        final String type = word.toLowerCase(Locale.ROOT);
        return switch (type) {
            case "route", "rt" -> ROUTE8;
            case "an" -> "aut-num";
            case "org" -> "organisation";
            default -> type;
        };
    }

    private Query.Subject subject() throws QueryException {
        final String first = keys.getFirst().toLowerCase(Locale.ROOT);
        if (keys.size() == 1) {
            return switch (first) {
                case "help", "?" -> new Query.Help();
                case "validate", "endpoint", "bulk" -> throw new QueryException(TextError.NO_SEARCH_KEY, first + " needs a word behind it; ask for help");
                default -> key(keys.getFirst());
            };
        }
        final String second = keys.get(1);
        if (keys.size() > 2) {
            throw badKey(String.join(" ", keys));
        }
        return switch (first) {
            case "validate" -> new Query.Validate(prefix(second));
            case "endpoint" -> new Query.Endpoint(asn(second));
            case "bulk" -> new Query.Bulk(asn(second));
            default -> throw badKey(String.join(" ", keys));
        };
    }

    private Query.Subject inverse() throws QueryException {
        final String key = keys.getFirst();
        if (keys.size() > 1) {
            throw badKey(String.join(" ", keys));
        }
        return switch (inverse) {
            case "origin", "or" -> new Query.Bulk(asn(key));
            case "org", "og" -> handle(key);
            default -> throw new QueryException(TextError.NOT_INVERSE, "'" + shown(inverse) + "' is none of: origin, org");
        };
    }

    private static Query.Subject key(final String key) throws QueryException {
        if (ASN.matcher(key).matches()) {
            return new Query.Asn(asn(key));
        }
        return key.indexOf('.') >= 0 || key.indexOf('/') >= 0 ? new Query.Prefix(prefix(key)) : handle(key);
    }

    private static Query.Handle handle(final String key) throws QueryException {
        final String handle = key.toUpperCase(Locale.ROOT);
        if (!HANDLE.matcher(handle).matches()) {
            throw badKey(key);
        }
        return new Query.Handle(handle);
    }

    private static int asn(final String key) throws QueryException {
        final var matcher = ASN.matcher(key);
        if (!matcher.matches() || matcher.group(1).length() > MAX_ASN_DIGITS || Long.parseLong(matcher.group(1)) > MAX_ASN) {
            throw new QueryException(TextError.BAD_KEY, "'" + shown(key) + "' is no ASN; write AS64496 or 64496, at most " + MAX_ASN);
        }
        return (int) Long.parseLong(matcher.group(1));
    }

    /** An address is the prefix of it alone; host bits that are set are cleared. */
    private static Ipv8Prefix prefix(final String key) throws QueryException {
        final Ipv8Prefix prefix;
        try {
            if (key.indexOf('/') < 0) {
                return new Ipv8Prefix(Ipv8Address.parse(key), Ipv8Prefix.MAX_LENGTH_BITS);
            }
            prefix = Ipv8Prefix.parseWithHost(key).prefix();
        } catch (final AddressParseException e) {
            throw new QueryException(TextError.BAD_KEY, shown(e.getMessage(), 2 * MAX_SHOWN));
        }
        if (prefix.hostLength() < 0) {
            throw new QueryException(TextError.BAD_KEY, prefix + " is of more than one ASN; ask for a prefix of one, such as 64496.10.1.0.0/16");
        }
        return prefix;
    }

    private static QueryException badKey(final String key) {
        return new QueryException(TextError.BAD_KEY, "'" + shown(key) + "' is no ASN, prefix, address or handle; ask for help");
    }

    /** What a client sent, in a form that does no harm in his terminal or in a log. */
    static String shown(final String text) {
        return shown(text, MAX_SHOWN);
    }

    private static String shown(final String text, final int limit) {
        final String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() > limit ? plain.substring(0, limit) + "..." : plain;
    }
}
