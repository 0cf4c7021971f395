Console.WriteLine("A site is published beside this program.");
