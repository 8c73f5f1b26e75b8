/* SPDX-License-Identifier: Apache-2.0 */
/* Says which header the library was built from. */
#include "perf.h"

uint32_t
pf_abi(void)
{
    return PF_ABI;
}
