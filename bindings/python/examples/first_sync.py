"""First sync: python first_sync.py SERVER CODE FOLDER"""

import asyncio
import sys

import opstap


async def main(server: str, code: str, folder: str) -> None:
    vault = opstap.FolderVault(f"{folder}-keys")
    async with opstap.opened(opstap.CoreConfig(data_dir=folder), vault) as core:
        # One code pairs one device; the first sync comes with it.
        await core.session().pair_with_code(server, code, "my laptop")

        today = await core.programme().today()
        print(today.greeting)
        if today.next:
            # Kept on this device at once, sent when there is a network.
            outcome = await core.programme().perform(today.next.id, opstap.TaskDeed.DONE())
            print(*outcome.praise, sep="\n")

        try:
            await core.sync_now()
        except opstap.CoreError as error:
            # A sentence for the person, in their language; a code for us.
            print(opstap.describe(error).words)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
