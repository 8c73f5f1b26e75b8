// SPDX-License-Identifier: Apache-2.0
// UPDATEs to begin with.
package io.eightfold.bgp8.message;

import io.eightfold.bgp8.attribute.Aggregator;
import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.Origin;
import io.eightfold.bgp8.attribute.TunnelEndpoint;
import io.eightfold.bgp8.attribute.UnknownAttribute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** UPDATEs to begin with: all carriers of a session, short and long, with every attribute; and those of the case folders, where they fit. */
final class SoundUpdates {
    private SoundUpdates() {
    }

    static List<byte[]> of(final SessionOptions session) {
        final List<byte[]> messages = new ArrayList<>();
        // Not in the order of the set, which is another one in each JVM.
        for (final Carrier carrier : EnumSet.copyOf(session.carriers())) {
            messages.add(UpdateEncoder.endOfRib(carrier));
            write(session, carrier, shortSet(session.peerAsn()), messages);
            write(session, carrier, fullSet(session.peerAsn()), messages);
        }
        // Without path identifiers the prefixes of the cases mean something.
        if (session.addPathReceive().isEmpty()) {
            addCases(messages);
        }
        return messages;
    }

    private static void addCases(final List<byte[]> messages) {
        try (Stream<Path> cases = Files.list(Path.of("src", "test", "cases"))) {
            cases.sorted().map(each -> each.resolve("in.hex")).filter(Files::exists).forEach(each -> messages.add(read(each)));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(final SessionOptions session, final Carrier carrier, final AttributeSet set, final List<byte[]> to) {
        final UpdateEncoder encoder = new UpdateEncoder(session, carrier);
        encoder.begin(set, 64_496, to::add);
        for (int i = 0; i < 5; i++) {
            encoder.announce(64_496L << 32 | 0xC633_6400L & -1L << 8 + i, 56 - i, i + 1);
        }
        encoder.end();
        encoder.beginWithdraw(to::add);
        encoder.withdraw(64_496L << 32 | 0xC633_6400L, 56, 1);
        encoder.end();
    }

    static AttributeSet shortSet(final int peer) {
        return new AttributeSet.Builder().asPath(AsPath.of(peer, 64_497)).nextHop(0xC000_0201L).build();
    }

    static AttributeSet fullSet(final int peer) {
        return new AttributeSet.Builder().origin(Origin.EGP).asPath(AsPath.of(peer, 70_000, 64_499)).nextHop(0xC000_0201L).med(5).localPreference(200)
            .atomicAggregate(true).aggregator(new Aggregator(70_000, 1)).communities(1, 2, 3).originatorId(9).clusterList(3, 4).extendedCommunities(1, 2)
            .largeCommunities(peer, 1, 2, 64_497, 5, 6).onlyToCustomer(peer).costFactor(300).tunnelEndpoint(new TunnelEndpoint(0x0A00_0001, new byte[] {1, 1, 5}))
            .unknown(List.of(new UnknownAttribute(0xE0, 99, new byte[] {1, 2, 3}), new UnknownAttribute(0xF0, 200, new byte[300]))).build();
    }

    private static byte[] read(final Path file) {
        try {
            return HexFormat.of().parseHex(Files.readString(file).lines().map(line -> line.replaceAll("#.*", "").strip()).collect(Collectors.joining()));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
