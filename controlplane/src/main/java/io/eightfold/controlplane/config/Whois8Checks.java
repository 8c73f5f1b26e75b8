// SPDX-License-Identifier: Apache-2.0
// Checks the whois8 block, and what of other blocks depends on it.
package io.eightfold.controlplane.config;

import io.eightfold.whois8.validation.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the whois8 block, and the interfaces whose egress check depends on it. */
final class Whois8Checks {
    private final List<Section> sections;
    private final Findings findings;

    Whois8Checks(List<Section> sections, Findings findings) {
        this.sections = sections;
        this.findings = findings;
    }

    void run() {
        List<Section> blocks = sections.stream().filter(section -> section.block() == Block.WHOIS8 && section.header() != null).toList();
        blocks.forEach(this::block);
        Section.interfaces(sections).forEach(port -> port.first(Statement.EGRESS_CHECK).ifPresent(line -> egressCheck(line, !blocks.isEmpty())));
    }

    private void block(Section block) {
        unique(block, Statement.WHOIS8_SERVER, Arguments.WHOIS8_SERVER, Whois8Config.MAX_SERVERS, "servers");
        unique(block, Statement.WHOIS8_SLURM, Arguments.SLURM_FILE, Whois8Config.MAX_FILES, "files");
        unique(block, Statement.TRUST_ANCHOR_FILE, Arguments.ANCHOR_FILE, Whois8Config.MAX_FILES, "files");
        unique(block, Statement.TRUST_ANCHOR, Arguments.ANCHOR_KEY, Whois8Config.MAX_ANCHORS, "anchors");
        unique(block, Statement.WHOIS8_POLICY, Arguments.POLICY_VERDICT, Verdict.decided().length, "policies");
        policies(block);
        if (!block.isDamaged()) {
            sources(block);
            compare(block);
        }
    }

    private <T> void unique(Section block, Statement statement, SyntaxPart.Argument<T> argument, int most, String what) {
        Map<T, Entry> earlier = new HashMap<>();
        List<Entry> lines = block.all(statement).toList();
        lines.forEach(line -> {
            Entry same = earlier.putIfAbsent(line.value(argument), line);
            if (same != null) {
                findings.problem(line, argument, "already given on line " + same.line().number() + "; keep one of the two");
            }
        });
        if (lines.size() > most) {
            findings.problem(lines.get(most), "is one of " + lines.size() + " " + what + " where " + most + " are possible; remove some");
        }
    }

    private void policies(Section block) {
        block.all(Statement.WHOIS8_POLICY).forEach(line -> {
            boolean isInstalled = line.value(Arguments.POLICY_ACTION).equals(Statement.INSTALL);
            if (isInstalled && line.value(Arguments.POLICY_VERDICT).equals(Verdict.INVALID.word())) {
                findings.warning(line, Arguments.POLICY_ACTION, "routes that records speak against will be used; expected 'reject' outside of a transition");
            }
        });
    }

    private void sources(Section block) {
        boolean hasServer = block.has(Statement.WHOIS8_SERVER);
        boolean hasAnchor = block.has(Statement.TRUST_ANCHOR) || block.has(Statement.TRUST_ANCHOR_FILE);
        if (hasServer && !hasAnchor) {
            findings.problem(block.first(Statement.WHOIS8_SERVER).orElseThrow(), "nothing of a server is believed without a trust anchor;"
                    + " add 'trust-anchor rir=NAME key=BASE64 asns=RANGES' or 'trust-anchor file FILE'");
        } else if (!hasServer && !block.has(Statement.WHOIS8_SLURM)) {
            findings.warning(block.header().line(), "there is no server and no slurm file, so every validated route is unverified; add 'server URL'");
        }
    }

    private void compare(Section block) {
        block.first(Statement.WHOIS8_COMPARE).filter(line -> line.value(Arguments.WHOIS8_COMPARE).equals(Statement.ON)).ifPresent(line -> {
            long servers = block.all(Statement.WHOIS8_SERVER).count();
            if (servers < 2) {
                findings.problem(line, Arguments.WHOIS8_COMPARE, "needs two servers to compare, and there are " + servers + "; add 'server URL'");
            }
        });
    }

    private void egressCheck(Entry line, boolean isValidating) {
        if (!isValidating) {
            findings.problem(line, Arguments.EGRESS_CHECK, "no route has a verdict without the block 'whois8', so nothing would leave here; add the block or remove this line");
        } else if (!sections.getFirst().has(Statement.ROUTER_BGP8)) {
            findings.warning(line, Arguments.EGRESS_CHECK, "the router does not know its own ASN, so routes of its own network need a record too to leave here;"
                    + " add 'router bgp8 ASN'");
        }
    }
}
