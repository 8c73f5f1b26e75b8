// SPDX-License-Identifier: Apache-2.0
// Checks borders, zones and tunnel ends for sense.
package io.eightfold.controlplane.config;

import io.eightfold.wire.address.AddressClass;
import io.eightfold.wire.tunnel.Encapsulation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks borders, zones and tunnel ends for sense. */
final class BorderChecks {
    private final List<Section> sections;
    private final Section top;
    private final Findings findings;

    BorderChecks(final List<Section> sections, final Findings findings) {
        this.sections = sections;
        this.top = sections.getFirst();
        this.findings = findings;
    }

    void run() {
        Section.interfaces(sections).forEach(this::border);
        zones();
        final Optional<Entry> end = top.first(Statement.TUNNEL_END);
        end.ifPresent(this::tunnelEnd);
        https(end);
        end.ifPresent(this::looseness);
        if (end.isEmpty()) {
            top.first(Statement.TUNNEL_SOURCE_CHECK).filter(line -> line.value(Arguments.SOURCE_CHECK)).ifPresent(line -> findings.problem(line, "has no effect without '8to4 endpoint ADDRESS'; add that or remove this line"));
        }
    }

    private void border(final Section section) {
        final Optional<Entry> border = section.first(Statement.BORDER_RINE);
        final List<Entry> sources = section.all(Statement.BORDER_SOURCE).toList();
        if (border.isPresent() && sources.isEmpty() && !section.isDamaged()) {
            findings.problem(border.get(), "the border says of no ASN that packets may come from it, so none would; add 'border source " + exampleAsn(section)
                    + "' for each ASN that the peer sends for, or 'border source any' towards a provider");
        }
        final Map<AsnSpan, Entry> seen = new HashMap<>();
        for (final Entry line : sources) {
            final Entry same = seen.putIfAbsent(line.value(Arguments.BORDER_SOURCE), line);
            if (same != null) {
                findings.problem(line, Arguments.BORDER_SOURCE, "already given on line " + same.line().number() + "; keep one of the two");
            } else if (line.value(Arguments.BORDER_SOURCE).equals(AsnSpan.ANY) && sources.size() > 1) {
                findings.problem(line, Arguments.BORDER_SOURCE, "'any' stands alone; remove it or the other sources of the interface");
            }
        }
        if (!sources.isEmpty() && sources.getFirst().value(Arguments.BORDER_SOURCE).equals(AsnSpan.ANY) && top.first(Statement.ROUTER_BGP8).isEmpty() && !top.isDamaged()) {
            findings.problem(sources.getFirst(), Arguments.BORDER_SOURCE, "'any' is every ASN but our own, and the router does not know its own; add 'router bgp8 ASN'");
        }
        sources.forEach(this::ownAsn);
        interiorLink(section, sources);
    }

    private void ownAsn(final Entry line) {
        final AsnSpan span = line.value(Arguments.BORDER_SOURCE);
        top.first(Statement.ROUTER_BGP8).filter(own -> !span.equals(AsnSpan.ANY) && span.contains(own.value(Arguments.ASN))).ifPresent(own ->
                findings.problem(line, Arguments.BORDER_SOURCE, "AS " + own.value(Arguments.ASN) + " is our own (line " + own.line().number()
                        + "), and nobody outside sends for it; " + (span.first() == span.last() ? "give the ASN of the peer" : "give ranges that leave it out")));
    }

    /** 222/8 is for links inside the AS: what comes from there or goes there is dropped at a border. */
    private void interiorLink(final Section section, final List<Entry> sources) {
        if (!sources.isEmpty()) {
            ConnectedAddress.ofInterface(section).filter(a -> !a.value().address().isIpv4() && AddressClass.isInteriorLink(a.value().address().host())).findFirst()
                    .ifPresent(a -> findings.problem(a.entry(), a.argument(), "hosts in 222/8 are for links inside the AS, and this interface is its border, where they are dropped;"
                            + " give the link other addresses, or remove 'border source'"));
        }
    }

    /** The ASN of a neighbour on the interface, which the operator most likely means. */
    private String exampleAsn(final Section section) {
        for (final Section block : sections) {
            if (block.block() == Block.ROUTER_BGP8 && block.header() != null) {
                for (final NeighborLines neighbor : NeighborLines.of(block)) {
                    final long address = Integer.toUnsignedLong(neighbor.address());
                    if (ConnectedAddress.ofInterface(section).anyMatch(a -> a.value().prefix().contains(address))) {
                        return Bgp8Words.asn(neighbor.value(Statement.NEIGHBOR_REMOTE_AS, Bgp8Arguments.REMOTE_AS, 0));
                    }
                }
            }
        }
        return "ASN";
    }

    private void zones() {
        final Map<Set<Integer>, Entry> seen = new HashMap<>();
        top.all(Statement.ZONE_PERMIT).forEach(line -> {
            final int zone = line.value(Arguments.ZONE);
            final int other = line.value(Arguments.OTHER_ZONE);
            if (zone == other) {
                findings.problem(line, Arguments.OTHER_ZONE, "a zone always reaches itself; expected another zone");
            } else {
                final Entry same = seen.putIfAbsent(Set.of(zone, other), line);
                if (same != null) {
                    findings.problem(line, Arguments.ZONE, "these zones are named on line " + same.line().number() + " already, and a line holds both ways; remove one of the two");
                }
            }
        });
    }

    private void tunnelEnd(final Entry line) {
        final Set<Encapsulation> ways = new HashSet<>();
        line.values(Arguments.ENCAPSULATION).stream().filter(way -> !ways.add(way)).findFirst()
                .ifPresent(way -> findings.problem(line, Arguments.ENCAPSULATION, "'" + way.word() + "' is given twice; name each encapsulation once, the preferred one first"));
        final int address = line.value(Arguments.TUNNEL_ADDRESS);
        sections.stream().filter(s -> s.block() == Block.ROUTER_BGP8 && s.header() != null).flatMap(s -> NeighborLines.of(s).stream()).filter(n -> n.address() == address)
                .findFirst().ifPresent(n -> findings.problem(line, Arguments.TUNNEL_ADDRESS, "this is the address of a neighbour of router bgp8; give an address of our own"));
    }

    private void https(final Optional<Entry> end) {
        final boolean isWanted = end.isPresent() && end.get().values(Arguments.ENCAPSULATION).contains(Encapsulation.HTTPS);
        final Optional<Entry> files = top.first(Statement.TUNNEL_HTTPS);
        if (isWanted && files.isEmpty() && !top.isDamaged()) {
            findings.problem(end.get(), Arguments.ENCAPSULATION, "'https' needs keys; add '8to4 https KEYSTORE PASSWORD-FILE TRUSTSTORE' (PKCS 12 files), or leave the word out");
        } else if (!isWanted && files.isPresent()) {
            findings.problem(files.get(), "has no effect without '8to4 endpoint ADDRESS encapsulation ... https'; add the word there or remove this line");
        }
        if (isWanted && Section.interfaces(sections).stream().noneMatch(section -> section.has(Statement.PUNT_TAP) || section.isDamaged())) {
            findings.warning(end.get(), Arguments.ENCAPSULATION, "streams are the kernel's TCP, and no interface gives the kernel its packets, so none comes up; add 'punt tap' to the"
                    + " interface towards the transit");
        }
    }

    /** With streams only who has a key gets so far. */
    private void looseness(final Entry end) {
        final List<Encapsulation> ways = end.values(Arguments.ENCAPSULATION);
        top.first(Statement.TUNNEL_SOURCE_CHECK).filter(line -> line.value(Arguments.SOURCE_CHECK) && !ways.equals(List.of(Encapsulation.HTTPS))).ifPresent(line ->
                findings.warning(line, Arguments.SOURCE_CHECK, "by protocol and udp, which our end takes, everybody who reaches it may then send for any ASN but our own; take 'encapsulation https'"
                        + " alone, one end for all border routers, or filter in front of it"));
    }
}
