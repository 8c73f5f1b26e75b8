// SPDX-License-Identifier: Apache-2.0
// What an RDAP path asks for.
package io.eightfold.whois8.server.http;

import io.eightfold.wire.address.AddressParseException;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import io.eightfold.whois8.record.Names;
import io.eightfold.whois8.record.RecordException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** RFC 9082 section 3.1, with IPv8's text forms after {@code ip/}. Thread: any. */
sealed interface RdapQuery {
    /** Longest text that is shown back in a refusal. */
    int MAX_SHOWN_LENGTH = 64;

    /** {@code autnum/N}; raw 32 bits. */
    record Autnum(int asn) implements RdapQuery {
    }

    /** {@code ip/ADDRESS} or {@code ip/PREFIX}. */
    record Ip(Ipv8Prefix prefix) implements RdapQuery {
    }

    /** {@code entity/HANDLE}. */
    record Entity(String handle) implements RdapQuery {
    }

    /** {@code help}. */
    record Help() implements RdapQuery {
    }

    /** {@code bootstrap}: where to ask about what, in the form of RFC 9224. */
    record Bootstrap() implements RdapQuery {
    }

    /** @param path segments after {@code rdap}, if that was there */
    static RdapQuery parse(final List<String> path) throws HttpProblem {
        final List<String> values = path.isEmpty() ? path : path.subList(1, path.size());
        return switch (path.isEmpty() ? "" : path.getFirst()) {
            case "autnum" -> new Autnum(asn(one(values, "autnum/64496")));
            case "ip" -> new Ip(prefix(values));
            case "entity" -> new Entity(handle(one(values, "entity/ORG-EX1")));
            case "help" -> none(values, new Help());
            case "bootstrap" -> none(values, new Bootstrap());
            case "domain", "nameserver", "domains", "nameservers", "entities" ->
                throw new HttpProblem(501, "not implemented", List.of("this registry knows ASNs, prefixes and holders; ask autnum/, ip/ or entity/"), Map.of());
            default -> throw HttpProblem.notFound("there is no such path; RDAP is at /rdap/autnum/N, /rdap/ip/PREFIX, /rdap/entity/HANDLE and /rdap/help");
        };
    }

    private static RdapQuery none(final List<String> values, final RdapQuery query) throws HttpProblem {
        if (!values.isEmpty()) {
            throw HttpProblem.notFound("nothing follows this path");
        }
        return query;
    }

    private static String one(final List<String> values, final String example) throws HttpProblem {
        if (values.size() != 1) {
            throw HttpProblem.badRequest("one value is expected, such as " + example);
        }
        return values.getFirst();
    }

    private static int asn(final String text) throws HttpProblem {
        final String digits = text.regionMatches(true, 0, "AS", 0, 2) ? text.substring(2) : text;
        try {
            if (digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Integer.parseUnsignedInt(digits);
            }
        } catch (final NumberFormatException e) {
            // Refused below, as what has other characters.
        }
        throw HttpProblem.badRequest("'" + shown(text) + "' is no ASN; give a number from 0 to 4294967295");
    }

    private static Ipv8Prefix prefix(final List<String> values) throws HttpProblem {
        if (values.isEmpty() || values.size() > 2) {
            throw HttpProblem.badRequest("an address or a prefix is expected, such as ip/64496.10.1.0.0/16");
        }
        try {
            return values.size() == 2 ? Ipv8Prefix.parse(String.join("/", values))
                : new Ipv8Prefix(Ipv8Address.parse(values.getFirst()), Ipv8Prefix.MAX_LENGTH_BITS);
        } catch (final AddressParseException e) {
            throw HttpProblem.badRequest(e.getMessage());
        }
    }

    private static String handle(final String text) throws HttpProblem {
        try {
            return Names.requireHandle(text.toUpperCase(Locale.ROOT));
        } catch (final RecordException e) {
            throw HttpProblem.badRequest("'" + shown(text) + "' is no handle; give 1 to 32 letters, digits and '-', such as ORG-EX1");
        }
    }

    private static String shown(final String text) {
        return text.length() <= MAX_SHOWN_LENGTH ? text : text.substring(0, MAX_SHOWN_LENGTH) + "...";
    }
}
