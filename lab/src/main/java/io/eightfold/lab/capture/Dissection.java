// SPDX-License-Identifier: Apache-2.0
// What tshark with the project's dissector says about a capture.
package io.eightfold.lab.capture;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sums over one file, from the lines of {@code ci/tshark -T fields} with the fields of {@link #FIELDS}.
 *
 * @param malformed frames that Wireshark calls malformed
 * @param badChecksums frames with a wrong checksum of any layer that was checked
 */
public record Dissection(long frames, long ipv8, long icmpv8, long arp8, long ipv4, long arp, long malformed, long badChecksums) {
    /** Fields to ask for, in this order, separated by {@value #SEPARATOR}. */
    public static final List<String> FIELDS = List.of("frame.protocols", "icmpv8.type", "arp8.opcode", "_ws.expert.group", "_ws.malformed");
    public static final String SEPARATOR = ";";
    private static final Dissection NONE = new Dissection(0, 0, 0, 0, 0, 0, 0, 0);
    /** Expert groups of Wireshark (epan/expert.h): PI_MALFORMED and PI_CHECKSUM. */
    private static final long GROUP_MALFORMED = 0x07000000;
    private static final long GROUP_CHECKSUM = 0x01000000;

    /** Adds up the lines, one a frame. */
    public static Dissection parse(String text) {
        return text.lines().filter(line -> !line.isBlank()).map(Dissection::ofLine).reduce(NONE, Dissection::plus);
    }

    private static Dissection ofLine(String line) {
        String[] fields = Arrays.copyOf(line.split(SEPARATOR, -1), FIELDS.size());
        Arrays.setAll(fields, i -> fields[i] == null ? "" : fields[i]);
        List<String> protocols = List.of(fields[0].split(":"));
        boolean isIpv8 = protocols.contains("ipv8");
        boolean isArp8 = !fields[2].isEmpty();
        return new Dissection(1, one(isIpv8), one(!fields[1].isEmpty()), one(isArp8), one(!isIpv8 && protocols.contains("ip")),
            one(!isArp8 && protocols.contains("arp")), one(has(fields[3], GROUP_MALFORMED) || !fields[4].isEmpty()), one(has(fields[3], GROUP_CHECKSUM)));
    }

    /** Groups come separated by commas, in decimal or in hexadecimal, depending on the release. */
    private static boolean has(String groups, long wanted) {
        return Stream.of(groups.split(",")).filter(text -> !text.isBlank()).mapToLong(Long::decode).anyMatch(group -> group == wanted);
    }

    private static long one(boolean isTrue) {
        return isTrue ? 1 : 0;
    }

    private Dissection plus(Dissection other) {
        return new Dissection(frames + other.frames, ipv8 + other.ipv8, icmpv8 + other.icmpv8, arp8 + other.arp8, ipv4 + other.ipv4, arp + other.arp,
            malformed + other.malformed, badChecksums + other.badChecksums);
    }
}
