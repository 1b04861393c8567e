#!/usr/bin/python3
# redline_answer.py PROFILE IN OUT AUTHOR: LibreOffice answers a redline, one line of standard input after the other.
# comment<TAB>words it is on<TAB>text; replace<TAB>words<TAB>others (a tracked change); accept (all changes);
# unmark (every bookmark goes)
import os, sys
here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
from redline_office import start, prop, act
import uno
from com.sun.star.util import DateTime


def main():
    profile, source, target, author = sys.argv[1:5]
    office, context = start(profile)
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext('com.sun.star.frame.Desktop', context)
    # the person's name, as Tools > Options has it
    settings = manager.createInstanceWithContext('com.sun.star.configuration.ConfigurationProvider', context)
    user = settings.createInstanceWithArguments('com.sun.star.configuration.ConfigurationUpdateAccess',
                                                (prop('nodepath', '/org.openoffice.UserProfile/Data'),))
    user.setPropertyValue('givenname', author)
    user.setPropertyValue('sn', '')
    user.commitChanges()
    moment = DateTime()
    moment.Year, moment.Month, moment.Day, moment.Hours = 2026, 12, 3, 14
    try:
        document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(os.path.abspath(source)), '_blank', 0,
                                                (prop('Hidden', True),))
        for line in sys.stdin.read().splitlines():
            what, *rest = line.split('\t')
            if what == 'accept':
                act(context, document, 'AcceptAllTrackedChanges')
                continue
            if what == 'unmark':
                for name in document.Bookmarks.ElementNames:
                    document.Bookmarks.getByName(name).dispose()
                continue
            search = document.createSearchDescriptor()
            search.SearchString = rest[0]
            found = document.findFirst(search)
            if found is None:
                sys.exit('not there: ' + rest[0])
            if what == 'comment':
                note = document.createInstance('com.sun.star.text.textfield.Annotation')
                note.Author, note.Content = author, rest[1]
                note.DateTimeValue = moment
                found.Text.insertTextContent(found, note, True)
            elif what == 'replace':
                document.RecordChanges = True
                found.setString(rest[1])
        document.storeToURL(uno.systemPathToFileUrl(os.path.abspath(target)), (prop('FilterName', 'MS Word 2007 XML'),))
        document.close(True)
    finally:
        try:
            desktop.terminate()
        except Exception:
            pass
        office.wait(30)


main()
