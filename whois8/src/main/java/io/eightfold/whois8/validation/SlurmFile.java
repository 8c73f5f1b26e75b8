// SPDX-License-Identifier: Apache-2.0
// One file of local exceptions.
package io.eightfold.whois8.validation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import io.eightfold.whois8.record.ReservedAsns;
import io.eightfold.wire.address.AddressParseException;
import io.eightfold.wire.address.Ipv8Prefix;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Reads one SLURM file (RFC 8416 §3): the shape is the standard's, so that its tools can be used. {@code prefix} is the host prefix of {@code asn}, or an IPv8
 * prefix, which names its ASN itself. The arrays of BGPsec must be there and are not looked into: IPv8 has none. All problems are gathered, each with its JSON path.
 * Thread: one at a time.
 */
final class SlurmFile {
    static final long MAX_BYTES = 16L << 20;
    private static final int MAX_COMMENT = 200;
    private static final String FILTERS = "validationOutputFilters";
    private static final String ASSERTIONS = "locallyAddedAssertions";
    private final String name;
    private final List<String> problems;
    private final List<Overrides.Filter> filters = new ArrayList<>();
    private final List<Overrides.Assertion> assertions = new ArrayList<>();

    /** @param problems is added to */
    SlurmFile(final Path file, final List<String> problems) {
        this.name = file.getFileName().toString();
        this.problems = problems;
        try {
            if (Files.size(file) > MAX_BYTES) {
                problem("$", "has " + Files.size(file) + " bytes > MAX_BYTES=" + MAX_BYTES + "; divide it");
                return;
            }
            final JsonReader reader = new JsonReader(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
            reader.setStrictness(Strictness.STRICT);
            read(JsonParser.parseReader(reader));
        } catch (final IOException e) {
            problem("$", "cannot be read: " + e);
        } catch (final JsonParseException e) {
            problem("$", "is no JSON: " + e.getMessage());
        }
    }

    String name() {
        return name;
    }

    List<Overrides.Filter> filters() {
        return filters;
    }

    List<Overrides.Assertion> assertions() {
        return assertions;
    }

    private void problem(final String path, final String what) {
        problems.add(name + ": " + path + " " + what);
    }

    // RFC 8416 §3.2: all members are there, and no others.
    private void read(final JsonElement root) {
        final JsonObject top = object(root, "$", Set.of("slurmVersion", FILTERS, ASSERTIONS), Set.of());
        if (top != null) {
            if (top.has("slurmVersion") && !isOne(top.get("slurmVersion"))) {
                problem("$.slurmVersion", "is " + top.get("slurmVersion") + "; only version 1 exists");
            }
            arrays(top, FILTERS, "prefixFilters", "bgpsecFilters", this::filter);
            arrays(top, ASSERTIONS, "prefixAssertions", "bgpsecAssertions", this::assertion);
        }
    }

    private static boolean isOne(final JsonElement value) {
        return value instanceof JsonPrimitive number && number.isNumber() && "1".equals(number.getAsString());
    }

    private void arrays(final JsonObject top, final String outer, final String ours, final String ofBgpsec, final BiConsumer<JsonElement, String> entry) {
        if (!top.has(outer)) {
            return;
        }
        final JsonObject values = object(top.get(outer), "$." + outer, Set.of(ours, ofBgpsec), Set.of());
        if (values != null) {
            array(values, "$." + outer, ofBgpsec);
            final JsonArray entries = array(values, "$." + outer, ours);
            for (int i = 0; i < entries.size(); i++) {
                entry.accept(entries.get(i), "$." + outer + "." + ours + "[" + i + "]");
            }
        }
    }

    private JsonArray array(final JsonObject values, final String path, final String member) {
        if (values.get(member) instanceof JsonArray array) {
            return array;
        }
        if (values.has(member)) {
            problem(path + "." + member, "is no array");
        }
        return new JsonArray();
    }

    private JsonObject object(final JsonElement element, final String path, final Set<String> required, final Set<String> optional) {
        if (!(element instanceof JsonObject object)) {
            problem(path, "is no object");
            return null;
        }
        required.stream().filter(member -> !object.has(member)).sorted().forEach(member -> problem(path, "has no " + member));
        object.keySet().stream().filter(member -> !required.contains(member) && !optional.contains(member))
            .forEach(member -> problem(path + "." + member, "is not defined by RFC 8416; remove it"));
        return object;
    }

    // RFC 8416 §3.3.1
    private void filter(final JsonElement element, final String path) {
        final int before = problems.size();
        final JsonObject value = object(element, path, Set.of(), Set.of("prefix", "asn", "comment"));
        if (value == null) {
            return;
        }
        final Ipv8Prefix prefix = prefix(value, path);
        final Integer asn = asn(value, path, prefix);
        if (!value.has("prefix") && !value.has("asn")) {
            problem(path, "has neither prefix nor asn, and would take everything away");
        }
        if (problems.size() == before) {
            filters.add(new Overrides.Filter(asn, prefix == null ? 0 : prefix.address().host(), prefix == null ? -1 : prefix.hostLength(), origin(value)));
        }
    }

    // RFC 8416 §3.4.1
    private void assertion(final JsonElement element, final String path) {
        final int before = problems.size();
        final JsonObject value = object(element, path, Set.of("prefix"), Set.of("asn", "maxPrefixLength", "comment"));
        if (value == null) {
            return;
        }
        final Ipv8Prefix prefix = prefix(value, path);
        final Integer asn = asn(value, path, prefix);
        if (asn == null && problems.size() == before) {
            problem(path, "has no asn; give it, or a prefix that names its ASN");
        }
        final int length = prefix == null ? 0 : prefix.hostLength();
        if (length > PackedRecord.MAX_LENGTH) {
            problem(path + ".prefix", "has length " + length + " > MAX_LENGTH=" + PackedRecord.MAX_LENGTH + "; nothing longer crosses the border of an AS");
        }
        final long maxLength = value.has("maxPrefixLength") ? number(value.get("maxPrefixLength"), path + ".maxPrefixLength", length, PackedRecord.MAX_LENGTH) : length;
        if (problems.size() == before) {
            assertions.add(new Overrides.Assertion(asn, prefix.address().host(), length, (int) maxLength, origin(value)));
        }
    }

    private Ipv8Prefix prefix(final JsonObject value, final String path) {
        if (!value.has("prefix")) {
            return null;
        }
        if (!(value.get("prefix") instanceof JsonPrimitive text) || !text.isString()) {
            problem(path + ".prefix", "is " + value.get("prefix") + "; expected text such as \"10.1.0.0/16\" or \"64496.10.1.0.0/16\"");
            return null;
        }
        try {
            final Ipv8Prefix prefix = Ipv8Prefix.parse(text.getAsString());
            if (prefix.hostLength() >= 0) {
                return prefix;
            }
            problem(path + ".prefix", prefix + " spans several ASNs; give a prefix of one, or a host prefix such as 10.1.0.0/16");
        } catch (final AddressParseException e) {
            problem(path + ".prefix", e.getMessage());
        }
        return null;
    }

    /** The ASN of either member, null for none. A bare prefix has the ASN 0, which stands for the member {@code asn} here. */
    private Integer asn(final JsonObject value, final String path, final Ipv8Prefix prefix) {
        final Integer ofPrefix = prefix == null || prefix.address().isIpv4() ? null : (Integer) prefix.address().asn();
        Integer asn = ofPrefix;
        if (value.has("asn")) {
            final long number = number(value.get("asn"), path + ".asn", 0, 0xFFFF_FFFFL);
            if (number < 0) {
                return null;
            }
            asn = (int) number;
            if (ofPrefix != null && !ofPrefix.equals(asn)) {
                problem(path + ".asn", "is " + Integer.toUnsignedString(asn) + ", but the prefix is of AS" + Integer.toUnsignedString(ofPrefix));
            }
        }
        if (asn != null) {
            ReservedAsns.reason(asn).ifPresent(reason -> problem(path, "is of a reserved ASN (" + reason + "), whose routes are always invalid"));
        }
        return asn;
    }

    /** -1 when it is a problem. */
    private long number(final JsonElement element, final String path, final long lowest, final long highest) {
        // As text: a number such as 1e9 has more forms than an ASN needs.
        if (element instanceof JsonPrimitive number && number.isNumber() && number.getAsString().matches("[0-9]{1,10}")) {
            final long value = Long.parseLong(number.getAsString());
            if (value >= lowest && value <= highest) {
                return value;
            }
        }
        problem(path, "is " + element + "; expected a number from " + lowest + " to " + highest);
        return -1;
    }

    private String origin(final JsonObject value) {
        if (!(value.get("comment") instanceof JsonPrimitive comment)) {
            return name;
        }
        // It goes into logs and answers, one line each.
        final String text = comment.getAsString().replaceAll("\\p{Cntrl}", " ");
        return name + ": " + text.substring(0, Math.min(text.length(), MAX_COMMENT));
    }
}
